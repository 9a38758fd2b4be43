# Reads and calls of an attribute of one module, or one class, follow a change of the module's or the class's own class.
import types

m = types.ModuleType("m")
m.a = 5
m.f = lambda: "f"
read, call = (lambda: m.a), (lambda: m.f())
print([(read(), call()) for _ in range(3)])
m.__class__ = type("M", (types.ModuleType,), {"a": property(lambda self: "property"), "f": property(lambda self: lambda: "g")})
print(read(), call(), m.a)
m.__class__ = types.ModuleType
print(read(), call())
m.__class__ = type("N", (types.ModuleType,), {"__getattribute__": lambda self, name: (lambda: name) if name == "f" else name})
print(read(), call())


class Meta(type):
    pass


class Other(type):
    a = property(lambda cls: "meta")
    s = property(lambda cls: lambda: "meta s")

    def __call__(cls):
        return "meta call"


class C(metaclass=Meta):
    a = 1

    @staticmethod
    def s():
        return "s"

    def __init__(self):
        self.x = 1


class D(C):
    pass


read, call, make, inherited = (lambda: C.a), (lambda: C.s()), (lambda: C()), (lambda: D.a)
print([(read(), call(), type(make()).__name__, inherited()) for _ in range(3)])
C.__class__ = Other
print(read(), call(), make(), inherited(), type(D()).__name__)
C.__class__ = Meta
print(read(), call(), type(make()).__name__, inherited())
