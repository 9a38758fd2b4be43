"""__len__, __getitem__, __contains__, __iter__, __reversed__, __missing__ of own classes."""


class Seq:
    def __init__(self, *v):
        self.v = list(v)

    def __len__(self):
        return len(self.v)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return Seq(*self.v[i])
        return self.v[i]

    def __setitem__(self, i, x):
        self.v[i] = x

    def __delitem__(self, i):
        del self.v[i]

    def __repr__(self):
        return f"Seq{tuple(self.v)}"


s = Seq(1, 2, 3)
print(
    len(s),
    s[0],
    s[-1],
    s[1:],
    list(s),
    2 in s,
    9 in s,
    list(reversed(s)),
    [*s],
    max(s),
    sum(s),
    tuple(s),
    sorted(s, reverse=True),
    dict(enumerate(s)),
    bool(s),
    bool(Seq()),
    "".join(map(str, s)),
)
s[0] = 10
del s[1]
s[0] += 5
print(s)
a, b = s
print(a, b, list(zip(s, s)), [x for x in s])


class OldIter:
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * i


print(list(OldIter()), 4 in OldIter(), 5 in OldIter(), [*iter(OldIter())], max(OldIter()))


class Contains:
    def __contains__(self, x):
        return x


print(5 in Contains(), 0 in Contains(), 0 not in Contains(), [] in Contains())


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(It(3)), 1 in It(3), sum(It(4)), next(It(1)), next(It(0), "d"), [*zip(It(3), It(2))], dict(zip("ab", It(5))))


class Rev:
    def __reversed__(self):
        return iter("reversed")


print("".join(reversed(Rev())))


class LenOnly:
    def __len__(self):
        return 3


class BadLen:
    def __len__(self):
        return "x"


class NegLen:
    def __len__(self):
        return -1


class BigLen:
    def __len__(self):
        return 2**100


class IterNone:
    __iter__ = None

    def __getitem__(self, i):
        return i


class BadIter:
    def __iter__(self):
        return 5


class NoContains:
    __contains__ = None

    def __iter__(self):
        return iter([1])


class RaisingNext:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("from next")


for f in (
    lambda: len(BadLen()),
    lambda: len(NegLen()),
    lambda: len(BigLen()),
    lambda: list(IterNone()),
    lambda: list(BadIter()),
    lambda: 1 in NoContains(),
    lambda: list(RaisingNext()),
    lambda: reversed(LenOnly()),
    lambda: list(LenOnly()),
    lambda: LenOnly()[0],
    lambda: 1 in LenOnly(),
    lambda: reversed({1}),
    lambda: next([]),
    lambda: iter(lambda: 0, 1, 2),
    lambda: [*RaisingNext()],
    lambda: 5 in 5,
    lambda: reversed(5),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


class Hint:
    def __iter__(self):
        return iter([1])

    def __length_hint__(self):
        return 100


print(list(Hint()), list(iter(lambda c=[0]: c.append(1) or len(c), 5)))


class Map:
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, k):
        return k * 2


print(dict(Map()), {**Map()}, (lambda **k: k)(**Map()))
m = {}
m.update(Map())
print(m)
