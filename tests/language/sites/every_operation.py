# Every dynamic operation is linked, and what it is linked to may be rebound at any time: the next
# execution of the same site does the new thing.


class Sized:
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]


# len() of a sequence pattern.
import collections.abc

collections.abc.Sequence.register(Sized)


def lengths(v):
    match v:
        case [a, b]:
            return ("two", a, b)
        case [a, *rest]:
            return ("some", a, rest)
        case {"k": k}:
            return ("mapping", k)
        case _:
            return "other"


s = Sized(1, 2)
for i in range(9):
    if i == 3:
        Sized.__len__ = lambda self: 3
        s.items = (1, 2, 3)
    if i == 6:
        Sized.__len__ = lambda self: 0
    print(i, lengths(s))


# The kind of pattern that a class matches may change.
class Late:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        if i > 1:
            raise IndexError
        return i * 10


class Later(Late):
    pass


for i in range(6):
    if i == 3:
        collections.abc.Sequence.register(Late)
    print(i, lengths(Late()), lengths(Later()), lengths([7, 8]), lengths({"k": i}))


# Texts: __format__, __str__, __repr__ and their defaults.
class T:
    def __repr__(self):
        return "T.__repr__"


class U(T):
    pass


def texts(v, spec):
    return f"{v} {v!r} {v!s:>12} {v!a}|{v:{spec}}|"


for cls in (T, U):
    v = cls()
    for i in range(12):
        if i == 2:
            T.__str__ = lambda self: "T.__str__"
        if i == 4:
            cls.__format__ = lambda self, spec: "formatted by " + repr(spec)
        if i == 6:
            print(texts(v, "x"))
            del cls.__format__
        if i == 8:
            cls.__repr__ = lambda self: "r\xe9pr"
        if i == 10:
            del T.__str__
        print(i, texts(v, ""))
    if cls is T:
        T.__repr__ = lambda self: "T.__repr__ again"
try:
    texts(v, "x")
except TypeError as e:
    print(e)
for broken in ("__repr__", "__str__", "__format__"):
    setattr(U, broken, lambda self, *rest: 3)
    for f in (lambda: f"{v}", lambda: f"{v!r}", lambda: f"{v!s}", lambda: f"{v!a}", lambda: str(v),
              lambda: repr(v), lambda: ascii(v), lambda: format(v), lambda: format(v, "x")):
        try:
            print(f())
        except TypeError as e:
            print(broken, e)
    setattr(U, broken, lambda self, *rest: broken)
for x in (1, 2.5, "s", None, [1], U(), True):
    print(f"{x}", f"{x!r:>4}")


# __match_args__ of the class, of a base, of the metaclass.
class Meta(type):
    pass


class P(metaclass=Meta):
    __match_args__ = ("a", "b")

    def __init__(self, a, b):
        self.a, self.b = a, b


class Q(P):
    pass


def parts(v, cls):
    match v:
        case cls(x, y):
            return (x, y)
        case cls(a=3):
            return "three"
    return None


q = Q(1, 2)
for i in range(12):
    if i == 2:
        P.__match_args__ = ("b", "a")
    if i == 4:
        Q.__match_args__ = ("a", "a2")
    if i == 6:
        q.a2 = "a2"
    if i == 8:
        del Q.__match_args__
    if i == 9:
        P.__match_args__ = ["a"]
    if i == 11:
        del P.__match_args__
    try:
        print(i, parts(q, Q), parts(q, P), parts(4, int) if i > 20 else "")
    except TypeError as e:
        print(i, e)


# Keys of mapping patterns.
class M(dict):
    def get(self, key, default=None):
        return ("M.get", key) if key == "k" else default


def keys(m):
    match m:
        case {"k": k, "l": l}:
            return (k, l)
        case {"k": k, **rest}:
            return (k, rest)
    return None


for i in range(6):
    if i == 3:
        M.get = lambda self, key, default=None: "rebound"
    print(i, keys(M(k=1, l=2)), keys({"k": 1, "m": 3}), keys({"k": 1, "l": 3}), keys({}))


# Stars.
class Spread:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return iter(range(self.n))


def count(n):
    yield from range(n)


def stars(v):
    a, b, c = v()
    d, *e = v()
    *f, g, h = v()
    return a, b, c, d, e, f, g, h, [*v(), *v()], {*v()}, (lambda *p: p)(*v()), (0, *v(), 9)


def spread():
    return Spread(3)


for i in range(6):
    if i == 3:
        Spread.__iter__ = lambda self: count(self.n)
    print(i, stars(spread), stars(lambda: count(3)), stars(lambda: [4, 5, 6]))


class Items:
    def __init__(self, *names):
        self.names = names

    def keys(self):
        return self.names

    def __getitem__(self, name):
        return name * 2


def merged(m):
    return {**m, "x": 1}, (lambda **k: k)(**m, z=3)


for i in range(6):
    if i == 3:
        Items.__getitem__ = lambda self, name: name * 3
    print(i, merged(Items("a", "b")), merged({"c": 1}))
