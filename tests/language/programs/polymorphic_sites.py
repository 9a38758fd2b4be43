"""One piece of code sees many types, shapes and rebinding in turn: results stay right."""


class A:
    def __init__(self):
        self.x = 1

    def m(self):
        return "A"


class B:
    def __init__(self):
        self.y = 0
        self.x = 2

    def m(self):
        return "B"


class C(A):
    x = property(lambda s: 3, lambda s, v: None)


class D:
    def __getattr__(self, n):
        return lambda: n if n != "x" else 4


class E:
    x = 5
    m = staticmethod(lambda: "E")


class F:
    __slots__ = ("x",)

    def __init__(self):
        self.x = 6

    def m(self):
        return "F"


class G(A):
    def m(self):
        return "G" + super().m()


def get(o):
    return o.x


def call(o):
    return o.m()


def add(a, b):
    return a + b


def item(c, k):
    return c[k]


def cmp(a, b):
    return a < b


def size(c):
    return len(c)


def truth(v):
    return "t" if v else "f"


def total(it):
    n = 0
    for v in it:
        n = v if n == 0 else n + v
    return n


objs = [A(), B(), C(), E(), F(), G()]
for r in range(3):
    print([get(o) for o in objs], [call(o) for o in objs])
print([call(D()) for _ in range(2)])
pairs = [
    (1, 2),
    (1.5, 2),
    ("a", "b"),
    ([1], [2]),
    ((1,), (2,)),
    (2**60, 2**60),
    (1, 2.5),
    (True, 1),
    (b"a", b"b"),
    (1j, 2),
    (2**48 - 1, 1),
]
for r in range(3):
    print([add(a, b) for a, b in pairs])
for r in range(2):
    print(
        [
            item(c, k)
            for c, k in (
                ([1, 2], 0),
                ((1, 2), -1),
                ("ab", 1),
                ({"k": 5}, "k"),
                (b"x", 0),
                (range(5), 3),
                ([1, 2], slice(0, 1)),
                ({1: 2}, 1),
                (bytearray(b"z"), 0),
            )
        ]
    )
print(
    [
        cmp(a, b)
        for a, b in ((1, 2), (1.0, 2), ("a", "b"), ([1], [2]), ((2,), (1,)), (2**70, 3), (1, True), ({1}, {1, 2}))
    ]
    * 2
)
print(
    [size(c) for c in ([1], (1, 2), "abc", {1: 1}, {1, 2}, b"x", range(7), bytearray(3))],
    [truth(v) for v in (0, 1, "", "a", [], [0], None, 0.0, {}, A(), (), 2**70)],
)
print(
    [
        total(i)
        for i in (
            [1, 2],
            (3, 4),
            "ab",
            {5: 0},
            range(4),
            (x for x in (1, 2)),
            map(float, "12"),
            {9},
            b"ab",
            [[1], [2]],
            iter([7]),
        )
    ]
)


class Sub(int):
    def __add__(self, o):
        return "sub add"


for i in range(8):
    print(add(Sub(1) if i == 5 else i, 1), end=" ")
print()
o = A()
for i in range(12):
    if i == 3:
        A.x = "class now"
        del o.x
    if i == 6:
        A.m = lambda s: "patched"
    if i == 8:
        o.m = lambda: "own"
    if i == 9:
        o.__class__ = B
        o.x = "own x"
    if i == 10:
        del o.m
    print(get(o), call(o), end="; ")
print()
del A.x
shapes = []
for i in range(40):
    s = type("S%d" % i, (), {"m": lambda self, i=i: i})()
    s.__dict__.update({("p%d" % j): j for j in range(i % 7)})
    s.x = i
    shapes.append(s)
print(sum(get(s) for s in shapes), sum(call(s) for s in shapes), sum(get(s) for s in reversed(shapes)))


def kw(f):
    return f(1, b=2)


print(
    [
        kw(f)
        for f in (
            lambda a, b: (a, b),
            lambda *a, **k: (a, k),
            lambda a, b=5, c=6: (a, b, c),
            dict if False else (lambda a, **k: k),
        )
    ]
)
for bad in ((1, "a"), ([], 1), (None, None)):
    try:
        add(*bad)
    except TypeError as e:
        print(e)
print(add(1, 2))
