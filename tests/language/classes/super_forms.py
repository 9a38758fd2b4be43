"""super() in every kind of function."""


class A:
    x = "A.x"

    def m(self):
        return "A.m"

    @classmethod
    def c(cls):
        return f"A.c {cls.__name__}"

    @staticmethod
    def s():
        return "A.s"

    @property
    def p(self):
        return "A.p"

    def __getattr__(self, n):
        return f"getattr {n}"

    def __getitem__(self, i):
        return i


class B(A):
    x = "B.x"

    def m(self):
        return super().m(), super().x, super().p, super().s()

    @classmethod
    def c(cls):
        return super().c()

    @staticmethod
    def s():
        return "B.s"

    @property
    def p(self):
        return super().p + "!"

    def nested(self):
        f = lambda: super(B, self).m()

        def g():
            return __class__.__name__

        return f(), g(), [super(__class__, self).x for _ in "a"]

    def gen(self):
        yield super().m()

    def __new__(cls, *a):
        return super().__new__(cls)

    def __setattr__(self, n, v):
        super().__setattr__(n, v * 2)

    def missing(self):
        return super().nothing

    def item(self):
        return super().__getitem__(5)

    def args(self, *a):
        return super().m()


b = B()
print(b.m(), B.c(), b.c(), b.p, b.nested(), list(b.gen()), b.item(), b.args(1))
b.v = 4
print(b.v, b.other)
try:
    b.missing()
except AttributeError as error:
    print(error)
s = super(B, b)
print(
    s.__thisclass__.__name__,
    s.__self__ is b,
    s.__self_class__.__name__,
    s.m(),
    super(B, B).c(),
    repr(s).split(" object")[0],
)


class C(B):
    def m(self):
        m = super().m
        return m()

    def deleted(self):
        del self
        try:
            return super().m()
        except RuntimeError as error:
            return str(error)


print(C().m(), C().deleted())


def outside():
    return super().x


try:
    outside()
except RuntimeError as error:
    print(error)


def noargs():
    super()


class D:
    f = noargs

    def g():
        return super()


try:
    D.f()
except Exception as error:
    print(type(error).__name__, error)
try:
    D.g()
except RuntimeError as error:
    print(error)
for f in (lambda: super(int, "a"), lambda: super(5), lambda: super(B, 5), lambda: super(A, b).m()):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


class E(A):
    def m(self):
        super = lambda: "shadowed"
        return super()


print(E().m())


class F:
    def __init_subclass__(cls, **k):
        print("sub", cls.__name__, k)
        super().__init_subclass__()


class G(F, tag=1):
    pass
