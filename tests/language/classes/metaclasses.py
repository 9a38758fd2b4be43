"""Metaclasses: __new__, __init__, __call__, __prepare__, keywords."""


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, [b.__name__ for b in bases], kw)
        return {"prepared": True}

    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name)
        super().__init__(name, bases, ns)

    def __call__(cls, *a, **k):
        print("call", cls.__name__, a)
        return super().__call__(*a, **k)

    def on_class(cls):
        return "method of " + cls.__name__

    @property
    def shout(cls):
        return cls.__name__.upper()

    def __len__(cls):
        return 42

    def __iter__(cls):
        return iter("xyz")

    def __contains__(cls, v):
        return v == 1

    def __getitem__(cls, i):
        return ("item", i)

    def __getattr__(cls, n):
        return "meta " + n

    def __repr__(cls):
        return f"<cls {cls.__name__}>"

    def __instancecheck__(cls, o):
        return o == "instance"

    def __subclasscheck__(cls, o):
        return o is int

    def __eq__(cls, o):
        return True

    def __hash__(cls):
        return 1

    def __add__(cls, o):
        return ("add", o)


class A(metaclass=Meta, key=1):
    attr = 2

    def __init__(self, v=0):
        self.v = v


class B(A, other="x"):
    pass


a = A(5)
print(
    a.v,
    A.on_class(),
    B.shout,
    len(A),
    list(A),
    1 in A,
    A[3],
    A.undefined,
    A,
    repr(B),
    isinstance("instance", A),
    isinstance(5, A),
    issubclass(int, A),
    A == 5,
    A + 1,
    A.prepared,
    type(A).__name__,
    type(B) is Meta,
)
try:
    a.on_class
except AttributeError as error:
    print(error)
C = Meta("C", (), {"q": 1})
print(C.q, C)


class Singleton(type):
    _inst = {}

    def __call__(cls, *a):
        if cls not in cls._inst:
            cls._inst[cls] = super().__call__(*a)
        return cls._inst[cls]


class One(metaclass=Singleton):
    pass


print(One() is One())


class M1(type):
    pass


class M2(type):
    pass


class X1(metaclass=M1):
    pass


class X2(metaclass=M2):
    pass


try:

    class Y(X1, X2):
        pass

except TypeError as error:
    print(error)


class M3(M1, M2):
    pass


class Y(X1, X2, metaclass=M3):
    pass


print(type(Y).__name__)


def func_meta(name, bases, ns):
    return (name, bases, ns.get("z"))


class Z(metaclass=func_meta):
    z = 3


print(Z)


class Ordered(type):
    @classmethod
    def __prepare__(mcs, n, b):
        class Rec(dict):
            def __setitem__(s, k, v):
                if not k.startswith("__"):
                    print("store", k)
                super().__setitem__(k, v)

        return Rec()


class O(metaclass=Ordered):
    b = 1
    a = b
    b = 2


print(
    O.a,
    O.b,
    type("T", (), {"x": 1})().x,
    type(5) is int,
    type(type) is type,
    isinstance(type, object),
    isinstance(object, type),
)
for f in (
    lambda: type("n"),
    lambda: type(),
    lambda: type(1, 2),
    lambda: type("n", 5, {}),
    lambda: type("n", (), 5),
    lambda: type(5, (), {}),
    lambda: type("n", (), {}, x=1),
    lambda: type("a\0b", (), {}),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
