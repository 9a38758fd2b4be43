"""map, filter, zip, enumerate, reversed, iter, next, any, all, sum, min, max."""
print(
    list(map(lambda x: x * 2, [1, 2])),
    list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])),
    list(map(str, range(3))),
    list(map(pow, [2, 3], [3, 2])),
    next(map(len, ["abc"])),
)
print(
    list(filter(None, [0, 1, "", "a", [], None])),
    list(filter(lambda x: x > 1, range(4))),
    list(filter(str.isdigit, "a1b2")),
)
print(
    list(zip()),
    list(zip([1])),
    list(zip("ab", [1, 2, 3])),
    list(zip("ab", [1, 2], strict=True)),
    dict(zip("ab", range(2))),
    list(zip(*[(1, 2), (3, 4)])),
)
print(
    list(enumerate("ab")),
    list(enumerate("ab", 5)),
    list(enumerate("a", start=-1)),
    list(enumerate([], 10**20)),
    next(enumerate("z", 2**63)),
)
print(
    list(reversed([1, 2])),
    list(reversed("ab")),
    list(reversed(range(3))),
    list(reversed((1, 2))),
    list(reversed({"a": 1, "b": 2})),
)
it = iter([1, 2])
print(next(it), next(it), next(it, "end"), next(it, None))
print(any([]), any([0, 1]), all([]), all([1, 0]), any(x > 2 for x in range(5)), all("abc"))
print(
    sum([]),
    sum([1, 2]),
    sum([1.5, 2]),
    sum([[1], [2]], []),
    sum([1], start=10),
    sum((True, True)),
    sum([0.1] * 3),
    sum([1, 2.0, 3j]),
    sum(range(100), 5),
    sum([10**20, 1]),
)
print(
    min(3, 1, 2),
    max([1, 5, 3]),
    min("hello"),
    max("a", "b"),
    min([], default="d"),
    max([-3, 2], key=abs),
    min([3, 1], [3, 0]),
    max((1, 2), (1, 3)),
    min(1, 1.0),
    max(1, 1.0),
    max("bb", "a", key=len),
    min({"x": 1, "a": 2}),
    max(x for x in [1, 2]),
)


class E:
    def __init__(self, v):
        self.v = v

    def __iter__(self):
        return iter(self.v)


print(
    list(map(None or repr, E([1]))),
    sum(E([1, 2])),
    max(E("az")),
    sorted(E([2, 1])),
    list(zip(E("ab"), E("cd"))),
    dict(E([(1, 2)])),
    set(E([1])),
    tuple(E("x")),
)
for f in (
    lambda: list(zip("ab", [1], strict=True)),
    lambda: list(zip("a", [1, 2], strict=True)),
    lambda: list(zip("ab", "cd", "e", strict=True)),
    lambda: min([]),
    lambda: max(),
    lambda: max(5),
    lambda: min(1, "a"),
    lambda: sum(["a"]),
    lambda: sum(["a"], ""),
    lambda: sum([b"a"], b""),
    lambda: sum(5),
    lambda: list(map(5, [1])),
    lambda: map(),
    lambda: map(len),
    lambda: filter(5),
    lambda: list(filter(5, [1])),
    lambda: zip(5),
    lambda: enumerate(),
    lambda: list(enumerate("a", "b")),
    lambda: enumerate(5),
    lambda: reversed({1, 2}),
    lambda: iter(5),
    lambda: iter(5, 6),
    lambda: next([]),
    lambda: next(iter([])),
    lambda: any(5),
    lambda: all(None),
    lambda: max(1, 2, default=3),
    lambda: max([], key=len),
    lambda: min([1], bad=2),
    lambda: zip([], bad=1),
    lambda: sum([1], 2, 3),
    lambda: list(map(lambda x: 1 // x, [1, 0])),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
m = map(lambda x: 1 // x, [1, 0, 2])
print(next(m))
try:
    next(m)
except ZeroDivisionError:
    print(next(m))
z = zip(iter([1, 2, 3]), iter([4]))
print(next(z), next(z, "end"))
print(
    type(map(len, [])).__name__,
    type(zip()).__name__,
    iter(m) is m,
    type(filter(None, [])).__name__,
    type(reversed([])).__name__,
    type(enumerate("")).__name__,
)
