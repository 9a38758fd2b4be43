"""Sets and frozensets."""


def show(s):
    return sorted(s, key=lambda x: (str(type(x)), x))


s = {3, 1, 2}
print(
    show(s),
    len(s),
    1 in s,
    9 in s,
    set(),
    {1},
    set("aab") == {"a", "b"},
    show(set([1, 2, 2])),
    {1, 1.0, True},
    frozenset(),
    frozenset([1]),
    type({}),
    type({1}),
)
s.add(4)
s.add(1)
s.discard(2)
s.discard(99)
s.remove(3)
print(show(s), show(s | {9}), show(s & {1, 9}), show(s - {1}), show(s ^ {1, 7}))
print(
    show(s.union([5], (6,))),
    show(s.intersection([1, 2])),
    show(s.difference([1], [4])),
    show(s.symmetric_difference([1, 8])),
    show(s.union()),
    s.isdisjoint([2]),
    s.issubset([1, 4, 5]),
    s.issuperset([1]),
)
s.update([10, 11], {12})
s.intersection_update([1, 10, 11])
s.difference_update([11])
s.symmetric_difference_update([1, 2])
print(
    show(s),
    {1, 2} == {2, 1},
    {1} < {1, 2},
    {1, 2} <= {1, 2},
    {1, 2} > {1},
    {1} >= {2},
    {1} != {2},
    {1} < {2},
    {1} == frozenset([1]),
    frozenset([1]) == {1},
)
a = {1, 2}
b = a
a |= {3}
a &= {1, 3}
a -= {1}
a ^= {5}
print(show(a), a is b, a.copy() == a, a.copy() is a)
f = frozenset([1, 2])
g = f
f |= {3}
print(
    show(f),
    show(g),
    type(f | {1}).__name__,
    type({1} | f).__name__,
    hash(frozenset([1, 2])) == hash(frozenset([2, 1])),
    {frozenset([1]): "x"}[frozenset([1])],
    frozenset([1]) in {frozenset([1])},
    {1} in {frozenset([1])},
    frozenset(f) is f,
)
x = {5}
print(
    x.pop(),
    x,
    show({*"ab", *[1]}),
    show({i % 3 for i in range(10)}),
    sum({1, 2, 3}),
    max({1, 5}),
    [i for i in {7}],
    sorted({"b", "a"}),
)
s = set(range(1000))
s -= set(range(0, 1000, 2))
print(len(s), min(s), max(s), sum(s), 500 in s, 501 in s)
s.clear()
print(s, not s)
for bad in (
    lambda: {[]},
    lambda: {1}.remove(2),
    lambda: set().pop(),
    lambda: {1} | [1],
    lambda: {1} < 5,
    lambda: set(5),
    lambda: hash(set()),
    lambda: set()[0],
    lambda: frozenset([1]).add(2),
    lambda: {1} + {2},
    lambda: set(1, 2),
    lambda: {{1}},
    lambda: {1}.union(5),
    lambda: {1}.remove([]),
    lambda: {1}.remove({1}),
):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__ + ":", error)
try:
    for v in (s := {1, 2, 3}):
        s.add(v + 10)
except RuntimeError as error:
    print(error)


class MySet(set):
    pass


m = MySet([1])
print(m, type(m | {2}).__name__, type(m.copy()).__name__, m == {1}, repr(frozenset({1})), repr(MySet()))
