"""Patterns and matches as objects: attributes, equality, representations, errors."""
import _sre
import copy
import pickle
import re

p = re.compile("(?P<a>x)|y", re.I)
print(p, p.flags, p.groups, dict(p.groupindex), p.pattern, type(p), type(p).__module__, type(p).__qualname__)
print(re.compile("x" * 300), re.compile(b"a", re.L | re.X | re.S), re.compile("é", re.A | re.M), re.compile("a", 0x20))
m = p.search("éxé")
print(m, m.re is p, ascii(m.string), m.pos, m.endpos, m.lastindex, m.lastgroup, type(m), bool(m))
print(re.search(b"b.", b"abc"), re.search("", ""), ascii(re.search(".*", "aé" * 40)))

print(p == re.compile("(?P<a>x)|y", re.I), p == re.compile("(?P<a>x)|y"), p != 3, p == copy.copy(p))
print(hash(p) == hash(re.compile("(?P<a>x)|y", re.I)), copy.deepcopy(p) is p, copy.copy(m) is m)
print(pickle.loads(pickle.dumps(p)) == p, re.Pattern[str], re.Match[bytes])
re.purge()
print(p == re.compile("(?P<a>x)|y", re.I), p is re.compile("(?P<a>x)|y", re.I))


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


attempt(p.search, 3)
attempt(p.search, b"x")
attempt(re.compile(b"x").search, "x")
attempt(p.search)
attempt(p.search, "x", "0")
attempt(p.search, "x", 1 << 70)
attempt(lambda: p < p)
attempt(setattr, p, "flags", 1)
attempt(setattr, p, "other", 1)
attempt(type(p))
attempt(type(m))
attempt(re.compile, "(")
attempt(re.compile, "(?P<1>a)")
attempt(re.compile, "a**")
attempt(re.compile, "(?<=a*)b")
attempt(re.compile, "[z-a]")

print(_sre.MAGIC, _sre.CODESIZE, _sre.MAXREPEAT, _sre.MAXGROUPS)
print([_sre.unicode_tolower(c) for c in (65, 0x130, 0x1E9E, -1)], _sre.ascii_tolower(0xC9), _sre.unicode_iscased(0xDF))
