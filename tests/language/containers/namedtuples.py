"""collections.namedtuple."""
from collections import namedtuple

P = namedtuple("P", "x y")
p = P(1, y=2)
print(
    p,
    p.x,
    p.y,
    p[0],
    p[1:],
    len(p),
    p == (1, 2),
    hash(p) == hash((1, 2)),
    P._fields,
    p._asdict(),
    p._replace(x=9),
    P._make([5, 6]),
    isinstance(p, tuple),
    P.__name__,
    [*p],
    P.__doc__,
)
x, y = p
print(x, y, f"{p}", "%s,%s" % p, p + (3,), max(P(1, 5), P(2, 0)), sorted([P(2, 1), P(1, 2)]), P.x.__doc__)
Q = namedtuple("Q", ["a", "b", "c"], defaults=[10, 20])
print(Q(1), Q(1, 2), Q._field_defaults, namedtuple("R", "a, def, a, _x", rename=True)._fields)
for f in (
    lambda: P(1),
    lambda: P(1, 2, 3),
    lambda: P(1, z=2),
    lambda: p.z,
    lambda: namedtuple("B", "a a"),
    lambda: namedtuple("B", "def"),
    lambda: namedtuple("1", "a"),
    lambda: namedtuple("B", "_a"),
    lambda: p._replace(q=1),
    lambda: P._make([1]),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ":", error)
try:
    p.x = 5
except AttributeError as error:
    print(error)


class Point3(namedtuple("Base", "x y z")):
    __slots__ = ()

    @property
    def norm2(self):
        return self.x**2 + self.y**2 + self.z**2

    def __repr__(self):
        return "P3" + super().__repr__()


q = Point3(1, 2, 3)
print(q, q.norm2, q._replace(z=0).norm2, type(q._replace(z=0)).__name__)
match q:
    case Point3(x=1, y=b):
        print("matched", b)
match p:
    case P(a, b):
        print("positional", a, b)
