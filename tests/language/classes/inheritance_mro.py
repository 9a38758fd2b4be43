"""Multiple inheritance, C3 order, super() chains."""


class O:
    def who(self):
        return ["O"]


class A(O):
    def who(self):
        return ["A"] + super().who()


class B(O):
    def who(self):
        return ["B"] + super().who()


class C(A, B):
    def who(self):
        return ["C"] + super().who()


class D(B):
    def who(self):
        return ["D"] + super().who()


class E(C, D):
    def who(self):
        return ["E"] + super().who()


print(E().who(), [k.__name__ for k in E.__mro__], C().who(), E.mro() == list(E.__mro__))
for f in (
    lambda: type("X", (A, O, B), {}).__mro__,
    lambda: type("Y", (O, A), {}),
    lambda: type("Z", (A, A), {}),
    lambda: type("W", (int, str), {}),
    lambda: type("V", (type(None),), {}),
    lambda: type("U", (5,), {}),
    lambda: type("T", (bool,), {}),
    lambda: type("S", (C, B, A), {}),
):
    try:
        print([k.__name__ for k in f()])
    except TypeError as error:
        print(error)


class P:
    def __init__(self, **kw):
        print("P", kw)
        super().__init__()


class Q(P):
    def __init__(self, q=0, **kw):
        print("Q", q)
        super().__init__(**kw)


class R(P):
    def __init__(self, r=0, **kw):
        print("R", r)
        super().__init__(**kw)


class S(Q, R):
    def __init__(self, **kw):
        super().__init__(**kw)


S(q=1, r=2, z=3)


class Mixin:
    def __repr__(self):
        return f"<{type(self).__name__} {super().__repr__()}>"


class L(Mixin, list):
    pass


class Dd(Mixin, dict):
    pass


print(L([1]), Dd(a=1), len(L("ab")), L([1]) + [2])
print(super(C, E()).who(), super(B, E()).who(), super(A, C()).who())


class K(A):
    pass


k = K()
print(k.who())
K.__bases__ = (B,)
print(k.who(), [x.__name__ for x in K.__mro__])
try:
    K.__bases__ = ()
except TypeError as error:
    print(error)
try:
    K.__bases__ = (K,)
except TypeError as error:
    print(error)


class Diamond1:
    x = 1


class Left(Diamond1):
    pass


class Right(Diamond1):
    x = 2


class Bottom(Left, Right):
    pass


print(Bottom.x, Bottom().x)
Left.x = 3
print(Bottom.x)
del Left.x
print(Bottom.x)


class T:
    def f(self):
        return "T.f"


class U(T):
    f2 = T.f

    def g(self):
        def inner():
            return super(U, self).f()

        return inner(), [super(U, self).f() for _ in "a"]


print(U().g(), U().f2())


class MyMeta(type):
    def mro(cls):
        return [cls, T, object]


class V(metaclass=MyMeta):
    pass


print(V().f(), V.__mro__ == (V, T, object))
