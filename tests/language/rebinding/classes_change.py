"""Classes change under hot sites: bases, __class__, special methods, slots of the MRO, descriptors appearing."""


class A:
    def name(self):
        return "A"

    def __len__(self):
        return 1

    def __add__(self, other):
        return "A+"

    def __bool__(self):
        return True


class B:
    def name(self):
        return "B"

    def __len__(self):
        return 2

    def __add__(self, other):
        return "B+"

    def __bool__(self):
        return False


class C(A):
    pass


def probe(o):
    return o.name(), len(o), o + 1, "true" if o else "false"


def many(o):
    results = {probe(o) for _ in range(60)}
    return results.pop() if len(results) == 1 else results


c = C()
print(many(c))
C.__bases__ = (B,)
print(many(c))
C.__bases__ = (B, A)
print(many(c))
c.__class__ = A
print(many(c))
c.__class__ = C
C.name = lambda self: "own"
print(many(c))
C.__len__ = lambda self: 7
C.__add__ = lambda self, other: other
print(many(c))
del C.name, C.__len__
B.__len__ = lambda self: 40
print(many(c))
c.name = lambda: "instance"
c.__len__ = lambda: 99
print(many(c))
B.name = property(lambda self: lambda: "data descriptor wins")
print(many(c))
del B.name
del c.name
print(many(c))


def attribute(o):
    return {o.x for _ in range(60)}


class D:
    pass


d = D()
d.x = 1
print(attribute(d))
D.x = 2
print(attribute(d))
D.x = property(lambda self: 3)
print(attribute(d))
del D.x
print(attribute(d))
del d.x
D.__getattr__ = lambda self, name: 4
print(attribute(d))
D.__getattribute__ = lambda self, name: 5
print(attribute(d))
del D.__getattribute__
D.x = 6
print(attribute(d))
del D.x, D.__getattr__
try:
    attribute(d)
except AttributeError as e:
    print(e)


class Meta(type):
    level = 1

    def __call__(cls, *args):
        return ("made", super().__call__(*args).__class__.__name__)


class E(metaclass=Meta):
    pass


def make():
    return {E() for _ in range(30)}, {E.level for _ in range(30)}


print(make())
Meta.level = 2
print(make())
E.level = 3
print(make())
Meta.__call__ = type.__call__
print({type(E()).__name__ for _ in range(30)})
E.__init__ = lambda self: setattr(self, "made", True)
print([E().made for _ in range(3)])
E.__new__ = lambda cls: "not an instance"
print([E() for _ in range(3)])
del E.__init__
print([E() for _ in range(3)])
del E.__new__


# What isinstance and super say follows the bases.
class F(A):
    def name(self):
        return "F" + super().name()


def ask(o):
    return {(o.name(), isinstance(o, A), isinstance(o, B)) for _ in range(40)}


f = F()
print(ask(f))
F.__bases__ = (B,)
B.name = lambda self: "new B"
print(ask(f))
A.name = lambda self: "new A"
F.__bases__ = (A,)
print(ask(f))
