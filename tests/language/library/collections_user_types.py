"""UserDict, UserList, UserString, and the ABCs' mixins over them."""
from collections import UserDict, UserList, UserString, abc


class D(UserDict):
    def __setitem__(self, k, v):
        super().__setitem__(str(k), v)

    def __missing__(self, k):
        return self[str(k)] if not isinstance(k, str) else "none"


d = D({1: "a"})
d[2] = "b"
d.update({3: "c"})
print(
    d,
    d[1],
    d["zz"],
    1 in d,
    "1" in d,
    len(d),
    sorted(d),
    d.data,
    d.copy(),
    d == {"1": "a", "2": "b", "3": "c"},
    d | {"4": 4},
    d.pop("1"),
    d.setdefault("q", 0),
    isinstance(d, abc.MutableMapping),
)


class L(UserList):
    def append(self, x):
        super().append(x * 2)


l = L([3, 1])
l.append(5)
l += [7]
print(
    l,
    l[0],
    l[1:],
    l + [1],
    [0] + l,
    l * 2,
    sorted(l),
    l.index(10),
    l.count(1),
    l == [3, 1, 10, 7],
    10 in l,
    len(l),
    type(l[1:]).__name__,
    l.data,
    l < [9],
)
l.sort()
l.reverse()
del l[0]
l.insert(0, "i")
print(l, l.pop(), l.copy())
s = UserString("hello")
print(
    s,
    s.upper(),
    s + "!",
    s[1:3],
    len(s),
    "ell" in s,
    s == "hello",
    s.split("l"),
    type(s.upper()).__name__,
    hash(s) == hash("hello"),
    s * 2,
    s.find("l"),
    "-".join(["a", "b"]),
    s.startswith("he"),
    s % () if False else "",
    int(UserString("5")),
)


class It(abc.Iterator):
    def __init__(self):
        self.n = 0

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n


print(list(It()), isinstance(It(), abc.Iterable), issubclass(It, abc.Iterator))


class G(abc.Generator):
    def __init__(self):
        self.v = 0

    def send(self, x):
        self.v += 1 if x is None else x
        return self.v

    def throw(self, t, v=None, tb=None):
        raise t if v is None else v


g = G()
print(next(g), g.send(10), g.close())


class H(abc.Hashable):
    def __hash__(self):
        return 1


print(isinstance(H(), abc.Hashable), issubclass(int, abc.Hashable))
