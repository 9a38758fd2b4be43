"""Attributes found on classes, read and called from sites that are linked: static and class methods,
methods through super() and through the class, bound methods, computed attributes; and their rebinding."""


class Meta(type):
    def tag(cls):
        return "tag of " + cls.__name__


class Base:
    count = 0

    def __init__(self, x):
        self.x = x

    def plain(self, y):
        return ("Base.plain", self.x, y)

    @staticmethod
    def static(y):
        return ("Base.static", y)

    @classmethod
    def cls_method(cls, y):
        return ("Base.cls_method", cls.__name__, y)


class Derived(Base, metaclass=Meta):
    def __init__(self, x):
        super().__init__(x + 1)

    def plain(self, y):
        return ("Derived",) + super().plain(y)

    @staticmethod
    def static(y):
        return ("Derived",) + Base.static(y)

    @classmethod
    def cls_method(cls, y):
        return ("Derived",) + super().cls_method(y)


def calls(o, cls):
    return (
        o.plain(1),
        o.static(2),
        o.cls_method(3),
        cls.plain(o, 4),
        cls.static(5),
        cls.cls_method(6),
        Base.plain(o, 7),
    )


def reads(o, cls):
    a, b, c, d, e = o.plain, o.static, o.cls_method, cls.plain, cls.cls_method
    return a(1), b(2), c(3), d(o, 4), e(5), o.__class__.__name__, cls.__name__, cls.__class__.__name__


def both(o, cls):
    for i in range(3):
        last = calls(o, cls), reads(o, cls)
    print(last)


both(Base(1), Base)
both(Derived(1), Derived)
both(Base(2), Base)
print([Derived.tag() for _ in range(3)])

# Rebinding reaches every site that relied on it.
Base.static = staticmethod(lambda y: ("rebound static", y))
Base.cls_method = classmethod(lambda cls, y: ("rebound cls_method", cls.__name__, y))
both(Derived(1), Derived)
Derived.static = lambda self, y=None: ("now a method", type(self).__name__, y)
both(Derived(1), Derived)
del Derived.static, Derived.cls_method
both(Derived(1), Derived)
o = Derived(5)
o.static = lambda y: ("of the instance", y)
both(o, Derived)
both(Derived(6), Derived)


# What is in the way of the class: the metaclass, the instance, another class.
def tags(*classes):
    return [cls.tag() for cls in classes for _ in range(2)]


print(tags(Derived))
Derived.tag = lambda: "own tag"
print(tags(Derived))
Meta.tag = property(lambda cls: lambda: "tag of the metaclass")
print(tags(Derived))
del Meta.tag, Derived.tag
try:
    tags(Derived)
except AttributeError as e:
    print(e)


class Odd:
    @property
    def __class__(self):
        return int


def class_of(o):
    return o.__class__


for o in (Base(1), Odd(), 1, "s", Base, Odd, [1], Base(2), class_of):
    print([class_of(o).__name__ for _ in range(2)])

o = Base(1)
for cls in (Base, Derived, Base):
    o.__class__ = cls
    print(class_of(o).__name__, o.plain(0), o.static(0))


# Computed attributes of built-in types, of the right receiver and of a wrong one.
def name_of(f):
    return f.__name__


print([name_of(f) for f in (name_of, print, Base, int, both, Base(1).plain) for _ in range(2)])


class Foreign:
    stolen = type(name_of).__dict__["__code__"]


for _ in range(3):
    try:
        Foreign().stolen
    except TypeError as e:
        print(e)


# super() as the first argument of a class method, without arguments in between, and of an attribute.
class A:
    value = "A"

    @classmethod
    def make(cls):
        return cls()

    def get(self):
        return self.value


class B(A):
    value = "B"

    @classmethod
    def make(cls):
        made = super().make()
        return made, super().value, super(B, made).get(), super(B, B).get(made)


print([B.make()[1:] for _ in range(3)])
A.make = classmethod(lambda cls: (cls.__name__, "rebound"))
A.get = lambda self: "rebound get"
try:
    print([B.make() for _ in range(3)])
except (TypeError, AttributeError) as e:
    print(type(e).__name__, e)


class C(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k, v * 2)

    def __getitem__(self, k):
        return super().__getitem__(k), super().__class__


c = C()
for i in range(3):
    c[i] = i
    print(c[i])
