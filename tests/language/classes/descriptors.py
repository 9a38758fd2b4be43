"""Data and non-data descriptors, properties, __set_name__."""


class Data:
    def __set_name__(self, owner, name):
        self.name = "_" + name
        print("set_name", owner.__name__, name)

    def __get__(self, obj, cls=None):
        if obj is None:
            return f"class access from {cls.__name__}"
        return obj.__dict__.get(self.name, "unset")

    def __set__(self, obj, v):
        print("set", v)
        obj.__dict__[self.name] = v

    def __delete__(self, obj):
        print("delete")
        obj.__dict__.pop(self.name, None)


class NonData:
    def __get__(self, obj, cls=None):
        return "from descriptor"


class C:
    d = Data()
    n = NonData()
    e = Data()


c = C()
print(c.d, C.d, c.n)
c.d = 5
print(c.d, c.__dict__)
del c.d
print(c.d)
c.__dict__["d"] = "hidden"
c.n = "instance wins"
print(c.d, c.n, C.n, c.__dict__)


class P:
    def __init__(self):
        self._x = 0

    @property
    def x(self):
        "doc of x"
        return self._x

    @x.setter
    def x(self, v):
        self._x = v * 2

    @x.deleter
    def x(self):
        print("deleted")
        self._x = None

    @property
    def ro(self):
        return "ro"

    w = property(None, lambda self, v: print("write only", v))


p = P()
p.x = 4
print(p.x)
del p.x
print(p.x, P.x.__doc__, P.x.fget.__name__, type(P.x).__name__)
p.w = 3
for t in ("p.ro = 1", "del p.ro", "p.w", "del p.w", "P.x.fget = 1"):
    try:
        exec(t)
    except AttributeError as error:
        print(t, "->", error)


class Q(P):
    @P.x.getter
    def x(self):
        return "Q" + str(self._x)

    @property
    def boom(self):
        raise AttributeError("inside property")

    def __getattr__(self, name):
        return f"fallback {name}"


q = Q()
q.x = 5
print(q.x, q.boom, q.other)


class Raises:
    @property
    def bad(self):
        return self.undefined_attribute


try:
    Raises().bad
except AttributeError as error:
    print(error)


class Setter:
    def __set__(self, obj, v):
        obj.__dict__["s"] = ("via set", v)


class S:
    s = Setter()


s = S()
s.s = 1
print(s.s, type(S().s).__name__)


class Lazy:
    def __init__(self, f):
        self.f = f

    def __set_name__(self, o, n):
        self.n = n

    def __get__(self, obj, cls):
        if obj is None:
            return self
        obj.__dict__[self.n] = v = self.f(obj)
        return v


class L:
    calls = 0

    @Lazy
    def val(self):
        L.calls += 1
        return "value"


l = L()
print(l.val, l.val, L.calls)


class Bad:
    def __set_name__(self, o, n):
        raise ValueError("refused")


try:

    class X:
        b = Bad()

except RuntimeError as error:
    print(error, "|", repr(error.__cause__))
print(C.__dict__["d"].__get__(c, C), type.__getattribute__(C, "n"), object.__getattribute__(c, "n"))


class Cm:
    @classmethod
    def c(cls):
        return cls.__name__

    @staticmethod
    def s():
        return "s"


print(
    Cm.__dict__["c"].__get__(None, Cm)(),
    Cm.__dict__["s"].__get__(None, Cm)(),
    Cm.c.__self__ is Cm,
    Cm().c(),
    type(Cm.__dict__["c"]).__name__,
    Cm.__dict__["s"](),
)
try:
    Data.__get__()
except TypeError as error:
    print(error)
