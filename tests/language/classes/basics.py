"""Classes, instances, attributes, methods."""


class A:
    """Doc of A."""

    shared = []
    count = 0

    def __init__(self, x=1):
        self.x = x
        A.count += 1

    def get(self):
        return self.x

    def chain(self, v):
        self.x = v
        return self

    @classmethod
    def make(cls, *a):
        return cls(*a)

    @staticmethod
    def helper(v):
        return v * 2

    def __repr__(self):
        return f"{type(self).__name__}({self.x})"


a, b = A(), A(2)
print(
    a,
    b,
    a.get(),
    A.get(b),
    a.chain(5).chain(6).x,
    A.count,
    A.make(9),
    a.make(8),
    A.helper(3),
    a.helper("z"),
    A.__doc__,
    A.__name__,
    A.__module__,
    A.__bases__,
    A.__mro__,
)
a.shared.append(1)
b.shared = "own"
print(A.shared, a.shared, b.shared, a.__dict__, b.__dict__)
a.new = 1
del a.new
A.later = lambda self: ("later", self.x)
print(a.later(), hasattr(a, "new"), getattr(a, "zz", "default"))
setattr(a, "odd name", 3)
print(getattr(a, "odd name"), vars(a))
delattr(a, "odd name")


class B(A):
    def get(self):
        return "B" + str(super().get())

    def __init__(self):
        super().__init__(7)
        self.y = "y"


c = B()
print(
    c,
    c.get(),
    isinstance(c, A),
    isinstance(c, (int, B)),
    issubclass(B, A),
    issubclass(B, B),
    isinstance(a, B),
    type(c) is B,
    c.__class__,
    c.__dict__,
    B.__base__,
    A.__subclasses__(),
)
print(a == a, a == b, a != b, hash(a) == hash(a), bool(a), a is a, object() == object())
m = a.get
a.x = "rebound"
print(m(), m.__self__ is a)
a.get = lambda: "instance attribute"
print(a.get(), A.get(a))
del a.get
print(a.get())


class Empty:
    pass


e = Empty()
e.z = 1
e.y = 2
print(e.__dict__, list(vars(e)), dir(e)[-2:], type(Empty).__name__, Empty.__dict__.get("__doc__"))
for f in (
    lambda: e.q,
    lambda: Empty.q,
    lambda: A.nope(),
    lambda: a.get(1, 2, 3),
    lambda: delattr(e, "q"),
    lambda: Empty() < Empty(),
    lambda: Empty() + 1,
    lambda: 1 + Empty(),
    lambda: Empty()[0],
    lambda: len(Empty()),
    lambda: iter(Empty()),
    lambda: -Empty(),
    lambda: int(Empty()),
    lambda: 1 in Empty(),
    lambda: Empty()(),
    lambda: setattr(1, "x", 2),
    lambda: setattr(object(), "x", 2),
    lambda: setattr(int, "x", 2),
    lambda: getattr(e, 5),
    lambda: issubclass(1, int),
    lambda: isinstance(1, 5),
    lambda: next(Empty()),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ":", error)
e.__class__ = B
print(isinstance(e, B), type(e).__name__)
e.__dict__ = {"x": "swapped"}
print(e.x, e)
A.get = lambda self: "patched"
print(a.get(), c.get())
del A.get
try:
    c.get()
except AttributeError as error:
    print(error)


class Dyn:
    pass


for i in range(30):
    setattr(Dyn, f"m{i}", lambda self, i=i: i)
d = Dyn()
for i in range(50):
    setattr(d, f"a{i}", i)
print(d.m29(), d.a49, len(d.__dict__), sum(d.__dict__.values()))
for i in range(0, 50, 2):
    delattr(d, f"a{i}")
print(len(vars(d)), d.a1, hasattr(d, "a2"), list(vars(d))[:3])
