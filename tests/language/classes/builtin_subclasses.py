"""Subclasses of list, dict, int, float, tuple, set, bytes and exceptions keep their nature."""


class L(list):
    def __init__(self, *a):
        super().__init__(*a)
        self.tag = "t"

    def append(self, x):
        super().append(x * 2)

    def __getitem__(self, i):
        return ("L", super().__getitem__(i))

    def __len__(self):
        return 100


l = L([1, 2])
l.append(3)
print(
    l,
    l[0],
    len(l),
    l.tag,
    list(l),
    [*l],
    l == [1, 2, 6],
    isinstance(l, list),
    type(l[0:1]),
    type(l + [1]).__name__,
    l.__dict__,
    sum(l),
    6 in l,
    l.index(6),
    sorted(l),
    bool(L()),
)
l.extend([7])
l += [8]
l.sort(reverse=True)
print(l, list.__len__(l), l.copy(), type(l.copy()).__name__, type(l * 2).__name__, max(l))


class D(dict):
    def __getitem__(self, k):
        return ("D", super().__getitem__(k))

    def get(self, k, d=None):
        return "D.get"

    def keys(self):
        return ["fake"]


d = D(a=1)
print(
    d,
    d["a"],
    d.get("a"),
    list(d),
    {**d} if False else 0,
    d.keys(),
    list(d.items()),
    dict.__getitem__(d, "a"),
    f"{d}",
    len(d),
    "a" in d,
)


class I(int):
    def __new__(cls, v, unit="m"):
        s = super().__new__(cls, v)
        s.unit = unit
        return s

    def __str__(self):
        return f"{int(self)}{self.unit}"

    def __repr__(self):
        return "I!"

    def __index__(self):
        return 99


i = I(5, "kg")
print(
    i,
    [i],
    i + 1,
    f"{i}",
    f"{i:d}",
    "%d" % i,
    "%s" % i,
    int(i),
    [0] * 3 == [0] * I(3),
    i == 5,
    {5: "k"}[i],
    i.unit,
    I("12"),
    -i,
    i // 2,
    divmod(i, 2),
    range(10)[I(2)],
    "abcdefgh"[I(1)],
    i.bit_length(),
    hash(i) == hash(5),
    bool(I(0)),
)


class F(float):
    def __repr__(self):
        return "F"


print(F(1.5), F(1.5) + 1, [F(2)], f"{F(2)}", f"{F(2):.1f}", str(F(1)), F(2).is_integer(), F("3") == 3)


class T(tuple):
    def __new__(cls, *v):
        return super().__new__(cls, v)

    def __len__(self):
        return 50


t = T(1, 2)
t.attr = 1
a, b = t
print(t, len(t), a, b, t[0], t == (1, 2), hash(t) == hash((1, 2)), t + (3,), t[:1], [*t], t.__dict__)


class S(set):
    def __contains__(self, x):
        return "yes" == x


s = S([1])
print(s, 1 in s, "yes" in s, s | {2}, type(s | {2}).__name__, len(s))


class B(bytes):
    def __new__(cls, x):
        return super().__new__(cls, x)

    def __repr__(self):
        return "B!"


print(B(b"ab"), B(b"ab")[0], B(b"ab") + b"c", B(b"a") == b"a", B(b"ab").upper(), f"{B(b'q')}", bytes(B(b"z")))


class E(ValueError):
    def __init__(self, a, b=2):
        super().__init__(a)
        self.b = b

    def __str__(self):
        return f"E:{self.args}"


try:
    raise E("x", 5)
except ValueError as e:
    print(e, repr(e), e.args, e.b)


class Bo(list):
    __hash__ = lambda self: 1


print({Bo(): 1}, isinstance(Bo, type))


class Multi(dict, object):
    x = property(lambda s: s["x"])


print(Multi(x=3).x)


class FS(frozenset):
    pass


print(
    FS([1]), type(FS([1]) | {1}).__name__, FS([1]) == {1}, {FS([1])} == {frozenset([1])}, type(FS([1]).copy()).__name__
)
