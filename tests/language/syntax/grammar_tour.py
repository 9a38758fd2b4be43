"""One of everything that the grammar allows, in unusual shapes."""
async def coro(): pass
def f(a, /, b: int = 1, *c: str, d, e=2, **g) -> None: return a, b, c, d, e, g
print(f(1, d=0), f(1, 2, 3, 4, d=5, e=6, z=7))
x = 1,; y = (2,); z = (); print(x, y, z, (1), [1,], {1,}, {1: 2,}, f(1, d=2,))
print(1 if True else 2, not True or False, 1 < 2 < 3, 1 in [1] in [[1]], x is not None, -1 ** 2, ~-1, 2 ** -1, a := 5) if (a := 1) else None
print(*[1, 2], *(3,), sep=",", **{"end": "!\n"})
print([*range(2), *"ab"], {**{"a": 1}, "b": 2}, {*[1], 2}, (*[1], 2))
lambda: (yield); l = lambda *a, k=1, **kw: (a, k, kw); print(l(1, k=2, z=3), (lambda: 0)(), (lambda x, /, y, *, z: x + y + z)(1, 2, z=3))
if True: pass
elif False: pass
else: pass
for i, in [(1,)]: print(i)
for [a, b] in [[1, 2]]: print(a, b)
for (a, (b, *c)) in [(1, (2, 3, 4))]: print(a, b, c)
while False: pass
else: print("while else")
try: pass
except (ValueError, TypeError) as e: pass
except Exception: pass
else: print("try else")
finally: print("finally")
with open(__file__) as fh, open(__file__): pass
class C(object, metaclass=type): x: int; y: str = "y"; z = lambda self: self; del z
@property
@staticmethod
def deco(): pass
@(lambda f: f)
@[lambda f: f][0]
class D: ...
assert x, "tuple"
del x, (y, [z]); import os as o, sys; from os import (path, sep as s,); from os.path import join as j, split
global gg; gg = 1
def nl():
    n = 1
    def inner(): nonlocal n; n = 2
    inner(); return n
print(nl(), 0xFF + 0o17 + 0b11 + 1_000, 1e5, 1.5e-3j, .5, 5., 0xdead_beef, "\x41\101\u0041\N{LATIN SMALL LETTER A}", b"\x00\101", r"\n", R"\t", rb"\x", f"{1}{'a'!r:>5}{2:{3}}", "a" 'b' f"{0}" """c""")
a = b = c = 0; a, b = b, a; a += 1; b -= 1; c *= 2; a //= 1; b **= 2; c %= 3; a @= 1 if False else type("M", (), {"__rmatmul__": lambda s, o: 9})(); a <<= 1; a >>= 1; a &= 3; a |= 4; a ^= 1; print(a, b, c)
q: int = 5; r: "str"; (s_): float = 1.5; o.q: int = 1; print(q, s_, o.q, __annotations__)
match 1:
    case 1 if True: print("one")
    case [1, *_] | (2, 3) | {"k": _} | int(real=5) | str(): pass
    case -1 | 1.5 | 1 + 2j | "s" | b"b" | None | True | o.sep: pass
match = {"match": 1}; case = 2; type = 3; _ = 4; print(match["match"], case, type, _); del type
match (1, 2), 3:
    case (a, b), c: print(a, b, c)
match[
    "match"] = 5
print(match); match(case) if False else None
print([x for x in range(3) if x if x > 1], [(x, y) for x in "ab" for y in range(2) if y], {x: y for x, y in [(1, 2)]}, {x for x in "a"}, list(x for x in "z"), [[y for y in x] for x in ["ab"]])
print(o.path.join("a", "b")[0], "abc"[1], "abc"[::2], "abc"[-2:], {1: {2: 3}}[1][2], (lambda: [1, 2])()[1], "x".join(["a", "b"]).upper()[0].lower(), f(1, d=f(2, d=3)[0])[3])
print(not not 1, - - 1, + + 1, ~ ~ 1, not -1, 1 - - 1, 1 + + 1, 2 * -3, -2 * 3, 7 // -2, -7 // 2, 7 % -3, 2 ** 3 ** 0, (2 ** 3) ** 2, 1 + 2 * 3 - 4 / 2, 1 << 2 + 1, 1 | 2 & 3 ^ 4, 5 & 6 == 6, not 1 == 2, 1 if 0 else 2 if 0 else 3)
if (n := 10) > 5: print(n)
while (n := n - 5) > 0: print(n)
print((y := 3) + y, [w := 1, w ** 2], (lambda: (v := 5))(), {"a": (u := 1)}, f(1, d=(t := 2)), t)
def gen():
    v = yield; w = yield 1, 2; x = (yield), (yield); yield from []; yield; yield *[1], 2
    return (yield)
print([next(gen()) for _ in range(2)])
def deep():
    try:
        with open(__file__) as fh:
            for line in fh:
                while True:
                    if line:
                        return line.strip()[:3]
    finally: pass
print(deep()); print(1, 2 \
    , 3)
if 1:
        print("eight")
        if 1:
         print("nine")
print("end") ; print("really")
