"""List, set, dict comprehensions and generator expressions."""
print(
    [x * x for x in range(5)],
    [x for x in range(10) if x % 2],
    [x for x in range(20) if x % 2 if x % 3],
    [(x, y) for x in range(3) for y in range(x)],
    [x if x % 2 else -x for x in range(5)],
)
print(
    {x % 3 for x in range(10)},
    {x: x * x for x in range(3)},
    {k: v for k, v in zip("ab", [1, 2])},
    {v: k for k, v in {"a": 1}.items()},
    sum(x for x in range(5)),
    list(x for x in "ab"),
    tuple(i for i in range(2)),
)
print(
    [[j for j in range(i)] for i in range(4)],
    [y for x in [[1, 2], [3]] for y in x],
    [c for w in ("ab", "c") for c in w if c != "b"],
    [a + b for a, b in [(1, 2), (3, 4)]],
    [h for h, *t in ["abc", "de"]],
)
x = "outer"
l = [x for x in range(3)]
print(x, l)
fns = [lambda: i for i in range(3)]
print([f() for f in fns], [(lambda i=i: i)() for i in range(3)], [(lambda: i)() for i in range(3)])


def scope():
    n = 10
    return [n + i for i in range(3)], {n for _ in range(1)}, list(n * i for i in range(2))


print(scope())


class Body:
    items = [1, 2, 3]
    doubled = [i * 2 for i in items]
    n = 2
    try:
        broken = [i * n for i in items]
    except NameError as error:
        broken = str(error)


print(Body.doubled, Body.broken if "n" not in globals() else "global n")
print([last := i for i in range(4)], last, [y := 1, y + 1], any((found := v) > 2 for v in range(5)), found)
gen = (print("evaluated", i) for i in [1, 2])
print("created")
list(gen)


def first_iterable():
    print("first iterable now")
    return [1]


g = (i for i in first_iterable())
print("before", next(g))
try:
    g2 = (i for i in 5)
except TypeError as error:
    print(error)
print(
    sum(i * j for i in range(4) for j in range(4) if i != j),
    max((len(w), w) for w in "a bbb cc".split()),
    " ".join(str(i) for i in range(3)),
    dict((i, i) for i in range(2)),
    set(i for i in "a"),
)
print(
    [[1 if i == j else 0 for j in range(3)] for i in range(3)],
    [*(i for i in range(2)), 9],
    {**{i: i for i in range(2)}},
    [i for i in range(5) if (lambda v: v > 2)(i)],
)
matrix = [[1, 2, 3], [4, 5, 6]]
print(
    [[row[i] for row in matrix] for i in range(3)],
    [list(r) for r in zip(*matrix)],
    {i: {j: i * j for j in range(2)} for i in range(2)},
)
print(
    [i for i in range(3) if not i == 1 or False],
    [x for x in (1, 2, 3) if x > 1 and x < 3],
    [(yield_) for yield_ in "z"],
)
