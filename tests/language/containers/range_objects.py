"""range: length, membership, slices, equality, big values."""
for r in (
    range(5),
    range(2, 8),
    range(0, 10, 3),
    range(10, 0, -3),
    range(0),
    range(5, 0),
    range(-3, 3),
    range(0, -5, -1),
):
    print(r, list(r), len(r), list(reversed(r)), r[::-1], r[1:], bool(r))
r = range(0, 100, 7)
print(
    r[3],
    r[-1],
    r[2:5],
    r[::-2],
    14 in r,
    15 in r,
    14.0 in r,
    "a" in r,
    r.index(21),
    r.count(7),
    r.count(8),
    r.start,
    r.stop,
    r.step,
)
print(
    range(3) == range(0, 3, 1),
    range(0) == range(5, 5),
    range(0, 3, 2) == range(0, 4, 2),
    hash(range(3)) == hash(range(0, 3)),
    range(3) != range(4),
    range(3) == [0, 1, 2],
)
big = range(10**20, 10**20 + 5)
print(
    big,
    big[2],
    list(big),
    10**20 + 3 in big,
    big.index(10**20 + 1),
    len(big),
    range(2**62, 2**62 + 3)[-1],
    list(range(2**63 - 2, 2**63 + 1)),
)
print(
    sum(range(100)),
    max(range(5)),
    min(range(5, 10)),
    sorted(range(3, 0, -1)),
    tuple(range(3)),
    [*range(2)],
    list(zip(range(3), range(3, 6))),
    list(enumerate(range(10, 12))),
)
it = iter(range(3))
print(
    next(it),
    it.__length_hint__(),
    list(it),
    next(it, "end"),
    list(it),
    type(it).__name__,
    type(iter(range(2**70))).__name__,
)
for i in range(3):
    i += 10
    print(i, end=" ")
print()
n = 3
for i in range(n):
    n = 100
print(i, n)
for i in range(0):
    pass
print(i)
for f in (
    lambda: range(),
    lambda: range(1, 2, 0),
    lambda: range("a"),
    lambda: range(1.5),
    lambda: range(1, 2, 3, 4),
    lambda: range(5)[5],
    lambda: range(5)[-6],
    lambda: range(3).index(9),
    lambda: range(3) + range(2),
    lambda: len(range(2**70)),
    lambda: range(stop=3),
    lambda: range(5)["a"],
    lambda: range(3) < range(4),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ":", error)
try:
    range(3).start = 5
except AttributeError as error:
    print(error)
try:
    range(3)[0] = 5
except TypeError as error:
    print(error)
