"""__init_subclass__, __class_getitem__, __mro_entries__, __set_name__, __new__."""


class Plugin:
    registry = {}

    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry[name or cls.__name__] = cls


class P1(Plugin):
    pass


class P2(Plugin, name="second"):
    pass


class P3(P2):
    pass


print({k: v.__name__ for k, v in Plugin.registry.items()})
try:

    class Bad(Plugin, unknown=1):
        pass

except TypeError as error:
    print(error)
try:

    class Bad2(x=1):
        pass

except TypeError as error:
    print(error)


class G:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


class H(G):
    pass


print(G[int], H["x", 1], G[1:2])
try:
    int[0]
except TypeError as error:
    print(error)


class Entries:
    def __mro_entries__(self, bases):
        print("entries", len(bases))
        return (dict, G)


class K(Entries()):
    pass


print(K.__mro__[1:3], K.__orig_bases__[0].__class__.__name__, K(a=1))


class LI(list[int]):
    pass


print(LI.__bases__, LI.__orig_bases__, LI([1]))


class N:
    made = 0

    def __new__(cls, *a, **k):
        cls.made += 1
        self = super().__new__(cls)
        self.args = a
        return self

    def __init__(self, *a, k=0):
        self.k = k


n = N(1, 2, k=3)
print(n.args, n.k, N.made)


class Other:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


print(Other())


class Immutable(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    def __init__(self, a, b):
        self.total = a + b


print(Immutable(1, 2), Immutable(1, 2).total)


class Cached:
    cache = {}

    def __new__(cls, k):
        return cls.cache.setdefault(k, super().__new__(cls))

    def __init__(self, k):
        self.inits = getattr(self, "inits", 0) + 1


print(Cached(1) is Cached(1), Cached(1).inits, Cached(2).inits)


class NoInit:
    pass


for f in (
    lambda: object.__new__(5),
    lambda: object.__new__(),
    lambda: int.__new__(str),
    lambda: object.__new__(int),
    lambda: NoInit.__new__(NoInit, 1),
    lambda: N.__new__(),
    lambda: type("R", (), {"__init__": lambda s: 1})(),
    lambda: tuple.__new__(list),
    lambda: object().__init__(1),
):
    try:
        print(type(f()).__name__)
    except TypeError as error:
        print(error)


class Counted:
    def __init_subclass__(cls):
        cls.depth = getattr(cls, "depth", 0) + 1


class X(Counted):
    pass


class Y(X):
    pass


print(X.depth, Y.depth)


class SetName:
    def __set_name__(self, owner, name):
        owner.names = getattr(owner, "names", []) + [name]


class Z:
    a = SetName()
    b = SetName()


print(Z.names)
Z.c = SetName()
print(Z.names)
