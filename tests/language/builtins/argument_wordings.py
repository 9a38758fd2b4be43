"""What built-in functions say about arguments of the wrong type or size."""


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


class NoIterator:
    def __iter__(self):
        return 5


class NegativeLength:
    def __len__(self):
        return -1

    def __getitem__(self, i):
        raise IndexError


big = 2 ** 70
for f in ("-".join, b"-".join, list, set, sum, sorted, bytes, bytearray):
    attempt(f, NoIterator())
    if f not in (bytes, bytearray):
        attempt(f, NegativeLength())
    attempt(f, None)
for s in ("ab", b"ab", bytearray(b"ab")):
    for method in ("center", "ljust", "rjust", "zfill"):
        attempt(getattr(s, method), big)
        attempt(getattr(s, method), None)
    attempt(s.splitlines, None)
    attempt(s.splitlines, big)
    attempt(s.splitlines, 2)
for s in ([], bytearray(b"x")):
    attempt(s.insert, big, 1)
    attempt(s.pop, big)
for spec in (None, 5, b""):
    attempt(format, 1, spec)
    for value in (1, 1.5, 1j, "a", [], None):
        attempt(value.__format__, spec)
    attempt(compile, "1", "f", spec)
attempt(b"".decode, "no such encoding")
attempt(b"a".decode, "no such encoding")
attempt(str, b"", "no such encoding")
attempt(str, bytearray(), "no such encoding")
attempt(str.maketrans, 5, 5)
attempt(str.maketrans, 5, "a")
attempt(str.maketrans, "a", "b", None)
attempt(str.maketrans, "a", "bc")


class C:
    @property
    def p(self):
        return self.x


attempt(C.p.__get__, 5)
attempt(C.p.__get__, C())
attempt(C.p.__get__, None, None)
attempt(C.p.__set__, C(), 1)
attempt(C.p.__delete__, C())
attempt(property().__get__, 5)
import collections, array

for t in (collections.deque, array.array, int):
    attempt(lambda: t.missing)
