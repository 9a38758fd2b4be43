"""__getattr__, __getattribute__, __setattr__, __delattr__, __dir__."""


class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "_t", target)
        object.__setattr__(self, "log", [])

    def __getattr__(self, n):
        self.log.append("get " + n)
        return getattr(self._t, n)

    def __setattr__(self, n, v):
        self.log.append("set " + n)
        setattr(self._t, n, v)

    def __delattr__(self, n):
        self.log.append("del " + n)
        delattr(self._t, n)


class T:
    a = 1


p = Proxy(T())
print(p.a)
p.b = 2
print(p.b, p._t.__dict__)
del p.b
print(p.log, hasattr(p, "zz"), p.log[-1])
try:
    p.nothing
except AttributeError as error:
    print(error)


class All:
    x = 1

    def __getattribute__(self, n):
        if n.startswith("__"):
            return object.__getattribute__(self, n)
        if n == "fallback":
            raise AttributeError("go on")
        return "intercepted " + n

    def __getattr__(self, n):
        return "getattr " + n


a = All()
a.y = 5
print(a.x, a.y, a.fallback, a.__dict__, getattr(a, "z"))


class Frozen:
    def __init__(self):
        self.__dict__["v"] = 1

    def __setattr__(self, n, v):
        raise AttributeError(f"cannot set {n!r}")

    def __delattr__(self, n):
        raise AttributeError("cannot delete")


f = Frozen()
for t in ("f.v = 2", "del f.v", "setattr(f, 'q', 1)"):
    try:
        exec(t)
    except AttributeError as error:
        print(error)
print(f.v)


class Dir:
    def __dir__(self):
        return ["z", "a"]


print(dir(Dir()), "__init__" in dir(object()), dir.__name__)


class Raise:
    def __getattr__(self, n):
        raise KeyError(n)


try:
    Raise().q
except KeyError as error:
    print("KeyError", error)
try:
    hasattr(Raise(), "q")
except KeyError:
    print("hasattr lets it through")
print(getattr(T(), "q", None), getattr(T, "a"), hasattr(T, "q"))


class OnInstance:
    pass


o = OnInstance()
o.__getattr__ = lambda n: "ignored"
try:
    o.zz
except AttributeError as error:
    print(error)
o.__len__ = lambda: 5
try:
    len(o)
except TypeError as error:
    print(error)


class AddLater:
    pass


al = AddLater()
try:
    al.dyn
except AttributeError:
    print("not yet")
AddLater.__getattr__ = lambda self, n: "now " + n
print(al.dyn)
del AddLater.__getattr__
print(hasattr(al, "dyn"))


class Private:
    def __init__(self):
        self.__secret = 1

    def get(self):
        return self.__secret

    __cls = "mangled"

    def __m(self):
        return "m"

    def call(self):
        return self.__m(), Private.__cls


pr = Private()
print(pr.get(), pr.__dict__, pr._Private__secret, pr.call(), hasattr(pr, "__secret"))
try:

    class Slotted:
        __slots__ = ("x",)

    Slotted().y = 1
except AttributeError as error:
    print(error)
e = None
try:
    T().missing
except AttributeError as error:
    print(error.name, type(error.obj).__name__)
m = __import__("sys").modules["__main__"]
m.__dict__["made"] = 3
print(made)
