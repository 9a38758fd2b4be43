"""sort and sorted: keys, stability, errors, mutation."""
a = [3, 1, 2]
print(
    sorted(a),
    a,
    a.sort(),
    a,
    sorted(a, reverse=True),
    sorted("hello"),
    sorted([]),
    sorted({3: 1, 1: 2}),
    sorted([2.5, 1, 3]),
    sorted([True, 0, 2]),
)
people = [("bob", 3), ("al", 3), ("cy", 1), ("di", 2), ("ed", 1)]
print(
    sorted(people, key=lambda p: p[1]),
    sorted(people, key=lambda p: p[1], reverse=True),
    sorted(people, key=lambda p: (-p[1], p[0])),
)
print(
    sorted(["b", "A", "c"], key=str.lower),
    sorted(["bbb", "a", "cc"], key=len),
    sorted([3, -1, 2], key=abs),
    sorted([1, 2, 3], key=lambda x: -x),
    sorted("b a".split(), key=None),
)
values = []
x = 12345
for i in range(500):
    x = (x * 1103515245 + 12345) % 2147483648
    values.append(x % 1000)
s = sorted(values)
print(
    s[:10],
    s[-5:],
    all(s[i] <= s[i + 1] for i in range(499)),
    sorted(values, reverse=True) == s[::-1],
    sum(s) == sum(values),
)
pairs = sorted(enumerate(values), key=lambda p: p[1] % 10)
print(all(pairs[i][1] % 10 < pairs[i + 1][1] % 10 or pairs[i][0] < pairs[i + 1][0] for i in range(499)))
pairs = sorted(enumerate(values), key=lambda p: p[1] % 10, reverse=True)
print(all(pairs[i][1] % 10 > pairs[i + 1][1] % 10 or pairs[i][0] < pairs[i + 1][0] for i in range(499)))
print(
    sorted([0.5, -1.5, 1e10, -0.0, 3]),
    sorted(["é", "e", "f", ""]),
    sorted([(1, "b"), (1, "a"), (0, "z")]),
    sorted([[2], [1, 5], [1]]),
    sorted([10**20, 5, -(10**20)]),
)
for n in (0, 1, 2, 3, 10, 33, 64, 65, 200):
    up, down = list(range(n)), list(range(n, 0, -1))
    zig = [i % 7 * (-1) ** i for i in range(n)]
    print(
        n, sorted(up) == up, sorted(down) == down[::-1], sorted(zig) == sorted(reversed(sorted(zig))), sum(sorted(zig))
    )


class OnlyLess:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v < other.v

    def __repr__(self):
        return f"<{self.v}>"


print(
    sorted([OnlyLess(3), OnlyLess(1), OnlyLess(2)]),
    min(OnlyLess(3), OnlyLess(1)),
    sorted([OnlyLess(1), OnlyLess(3)], reverse=True),
)
for f in (
    lambda: sorted([1, "a"]),
    lambda: sorted([None, 1]),
    lambda: sorted([1, 2], key=5),
    lambda: sorted(5),
    lambda: sorted([1, 2], lambda x: x),
    lambda: sorted([1j, 2j]),
    lambda: [3, 1].sort(key=lambda x: 1 // 0),
    lambda: sorted([object(), 1]),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ":", error)
b = [3, 1, 2]
try:
    b.sort(key=lambda v: (b.append(v), v)[1])
except ValueError as error:
    print(error)


class Boom(Exception):
    pass


class Raises:
    def __lt__(self, other):
        raise Boom("no order")


try:
    sorted([Raises(), Raises()])
except Boom as error:
    print("boom", error)
try:
    c = [3, 2, "x", 1]
    c.sort()
except TypeError as error:
    print(error, sorted(map(str, c)))
from functools import cmp_to_key

print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
