"""__slots__."""


class S:
    __slots__ = ("a", "b")

    def __init__(self, a):
        self.a = a


s = S(1)
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"), S.__slots__, type(S.a).__name__, repr(S.a))
s.b = 2
del s.a
for t in ("s.a", "s.c = 1", "del s.a", "s.__dict__", "S.a.__get__(5)", "s.__class__ = int"):
    try:
        exec(t)
        print(t, "fine")
    except Exception as error:
        print(t, "->", type(error).__name__ + ":", error)


class D(S):
    pass


d = D(1)
d.z = 5
print(d.a, d.__dict__)


class E(S):
    __slots__ = ("c", "__dict__")


e = E(1)
e.c = 2
e.any = 3
print(e.__dict__, e.a + e.c)


class F(S):
    __slots__ = "single"


f = F(1)
f.single = "one"
print(f.single, f.a)


class M:
    __slots__ = ("__mangled",)

    def __init__(self):
        self.__mangled = 1


print(M()._M__mangled)


class N:
    __slots__ = {"x": "doc of x", "y": None}


print(N.x.__doc__, N.__slots__)
for body in (
    "__slots__ = ('a',); a = 1",
    "__slots__ = (5,)",
    "__slots__ = ('1a',)",
    "__slots__ = ('a', 'a')",
    "__slots__ = ('__dict__', '__dict__')",
    "__slots__ = 5",
):
    try:
        exec("class X:\n    " + body)
        print(body, "fine")
    except Exception as error:
        print(body, "->", type(error).__name__ + ":", error)
try:

    class L(S, N):
        pass

except TypeError as error:
    print(error)


class Empty:
    __slots__ = ()


class Ok(S, Empty):
    __slots__ = ("q",)


o = Ok(1)
o.q = 2
print(o.a, o.q)
try:
    Empty().x = 1
except AttributeError as error:
    print(error)


class T(tuple):
    __slots__ = ()


print(T([1, 2]), hasattr(T(), "__dict__"))
try:

    class I(int):
        __slots__ = ("x",)

except TypeError as error:
    print(error)


class G:
    __slots__ = ("v",)

    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __hash__(self):
        return hash(self.v)


print(G(1) == G(1), len({G(1), G(1), G(2)}), [g.v for g in map(G, range(3))])
x = G(1)
y = G(2)
x.v, y.v = y.v, x.v
print(x.v, y.v)
import weakref

try:
    weakref.ref(x)
except TypeError as error:
    print(error)


class W:
    __slots__ = ("__weakref__",)


w = W()
print(weakref.ref(w)() is w)
