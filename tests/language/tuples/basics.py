"""Tuples."""
t = (1, "a", None)
print(t, len(t), t[0], t[-1], t[1:], t[::-1], (), (1,), tuple(), tuple("ab"), tuple([1, 2]), 1, (1, (2, (3,))))
print(
    t + (2,),
    t * 2,
    2 * (1,),
    (1,) * 0,
    "a" in t,
    5 in t,
    t.index("a"),
    t.count(1),
    t == (1, "a", None),
    (1, 2) < (1, 3),
    (1,) < (1, 0),
    () < (1,),
    (2,) > (1, 5),
    (1, 2) == [1, 2],
)
print(
    hash((1, 2)) == hash((1, 2)),
    hash(()) == hash(tuple()),
    {(1, 2): "x"}[1, 2],
    {(1, "a"), (1, "a")},
    hash((1, 2)) != hash((2, 1)),
)
a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), c = (1, 2), 3
a, *b, c = range(5)
print(a, b, c)
(*a,) = "xy"
print(a)
first, *_, last = "hello"
print(first, last, _)
for i, (x, y) in enumerate([(1, 2), (3, 4)]):
    print(i, x, y)


def many():
    return 1, 2, *range(2)


print(many(), (*many(), 9), [*many()], tuple(x for x in many()))
print(
    t is tuple(t),
    t[:] is t,
    t + () == t,
    (t,)[0] is t,
    sorted((3, 1, 2)),
    max((1, 5, 2)),
    sum((1, 2, 3)),
    tuple(reversed(t)),
)
for bad in (
    lambda: t[5],
    lambda: t["a"],
    lambda: t + [1],
    lambda: t.index(9),
    lambda: hash(([],)),
    lambda: tuple(5),
    lambda: t < 5,
    lambda: (1, "a") < (1, 2),
    lambda: t * "a",
    lambda: t.append(1),
):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__ + ":", error)
for text in (
    "t[0] = 1",
    "del t[0]",
    "a, b = 1,",
    "a, b = 1, 2, 3",
    "a, *b, c = 1,",
    "a, b = 5",
    "(a, b), c = 1, 2",
    "a, b = {}",
    "[a] = []",
    "a, b, *c = 'x'",
    "a, b = None",
    "a, b = iter('abc')",
):
    try:
        exec(text)
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


p = Pair(1, 2)
print(
    p,
    p.first,
    p == (1, 2),
    isinstance(p, tuple),
    type(p[:]).__name__,
    type(p + ()).__name__,
    hash(p) == hash((1, 2)),
    len(p),
    [*p],
)
p.note = "attributes allowed"
print(p.note, p.__dict__)
r = ([],)
r[0].append(r)
print(r)
