"""The words for wrong calls."""


def f0():
    pass


def f1(a):
    pass


def f2(a, b):
    pass


def f3(a, b, c=1):
    pass


def fk(*, x, y):
    pass


def fp(a, /, b):
    pass


def fv(a, *args, k):
    pass


class C:
    def m(self, a):
        pass

    def n():
        pass

    @classmethod
    def c(cls, a):
        pass

    @staticmethod
    def s(a):
        pass


class D:
    def __init__(self, a, b):
        pass


class E:
    pass


class F:
    __call__ = lambda self, x: x


c = C()
for label, call in (
    ("f0(1)", lambda: f0(1)),
    ("f0(1, 2)", lambda: f0(1, 2)),
    ("f1()", lambda: f1()),
    ("f1(1, 2)", lambda: f1(1, 2)),
    ("f2()", lambda: f2()),
    ("f2(1)", lambda: f2(1)),
    ("f2(1, 2, 3)", lambda: f2(1, 2, 3)),
    ("f3()", lambda: f3()),
    ("f3(1, 2, 3, 4)", lambda: f3(1, 2, 3, 4)),
    ("f1(b=1)", lambda: f1(b=1)),
    ("f1(1, a=1)", lambda: f1(1, a=1)),
    ("f2(1, c=1)", lambda: f2(1, c=1)),
    ("fk()", lambda: fk()),
    ("fk(x=1)", lambda: fk(x=1)),
    ("fk(1, x=1, y=2)", lambda: fk(1, x=1, y=2)),
    ("fk(1)", lambda: fk(1)),
    ("fp(a=1, b=2)", lambda: fp(a=1, b=2)),
    ("fp(1)", lambda: fp(1)),
    ("fp()", lambda: fp()),
    ("fv()", lambda: fv()),
    ("fv(1)", lambda: fv(1)),
    ("fv(1, 2)", lambda: fv(1, 2)),
    ("c.m()", lambda: c.m()),
    ("c.m(1, 2)", lambda: c.m(1, 2)),
    ("C.m(1)", lambda: C.m(1)),
    ("c.n()", lambda: c.n()),
    ("C.c()", lambda: C.c()),
    ("c.s()", lambda: c.s()),
    ("D()", lambda: D()),
    ("D(1)", lambda: D(1)),
    ("D(1, 2, 3)", lambda: D(1, 2, 3)),
    ("D(1, 2, z=3)", lambda: D(1, 2, z=3)),
    ("E(1)", lambda: E(1)),
    ("E(x=1)", lambda: E(x=1)),
    ("F()()", lambda: F()()),
    ("object(1)", lambda: object(1)),
    ("None()", lambda: [None][0]()),
    ("c()", lambda: c()),
    ("f1(*5)", lambda: f1(*5)),
    ("f1(**5)", lambda: f1(**5)),
    ("f1(**{'a': 1}, **{'a': 2})", lambda: f1(**{"a": 1}, **{"a": 2})),
    ("f1(a=1, **{'a': 2})", lambda: f1(a=1, **{"a": 2})),
    ("len()", lambda: len()),
    ("len(1, 2)", lambda: len([], [])),
    ("len(x=1)", lambda: len(x=[])),
    ("'a'.upper(1)", lambda: "a".upper(1)),
    ("[].append()", lambda: [].append()),
    ("(lambda x: 0)()", lambda: (lambda x: 0)()),
    ("isinstance(1)", lambda: isinstance(1)),
    ("ord()", lambda: ord()),
    ("abs(1, 2)", lambda: abs(1, 2)),
    ("print(x=1)", lambda: print(x=1)),
    ("sorted()", lambda: sorted()),
    ("int(1, 2, 3)", lambda: int(1, 2, 3)),
    ("dict.fromkeys()", lambda: dict.fromkeys()),
    ("str.join()", lambda: str.join()),
    ("f2(**{1: 2})", lambda: f2(**{1: 2})),
):
    try:
        call()
        print(label, "fine")
    except TypeError as error:
        print(label, "->", error)


def outer():
    def inner(a):
        pass

    return inner


try:
    outer()()
except TypeError as error:
    print(error)
