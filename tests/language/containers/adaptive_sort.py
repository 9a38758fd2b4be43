# Sorting: stable, in all the ways that keys come.
import random

random.seed(42)
for size in (0, 1, 2, 3, 10, 31, 32, 33, 64, 100, 1000, 5000):
    ints = [random.randrange(size * 2 + 1) for _ in range(size)]
    for data in (ints, [float(i) for i in ints], [str(i) for i in ints], [(i % 5, i) for i in ints],
                 [i if i % 2 else float(i) for i in ints]):
        s = sorted(data)
        assert all(not b < a for a, b in zip(s, s[1:])), size
        assert sorted(data, reverse=True) == s[::-1] or len(set(map(str, s))) != len(s)
        copy = list(data)
        copy.sort()
        assert copy == s
    pairs = [(i % 7, n) for n, i in enumerate(ints)]
    by_first = sorted(pairs, key=lambda p: p[0])
    assert by_first == sorted(pairs)
    down = sorted(pairs, key=lambda p: p[0], reverse=True)
    assert [p[0] for p in down] == sorted((p[0] for p in pairs), reverse=True)
    assert all(a[1] < b[1] for a, b in zip(down, down[1:]) if a[0] == b[0])
print("random ok")

n = 3000
shapes = {
    "ascending": list(range(n)),
    "descending": list(range(n, 0, -1)),
    "constant": [7] * n,
    "sawtooth": [i % 50 for i in range(n)],
    "organ pipe": list(range(n // 2)) + list(range(n // 2, 0, -1)),
    "nearly": [i if i % 100 else n - i for i in range(n)],
    "two runs": list(range(0, n, 2)) + list(range(1, n, 2)),
    "interleaved": [i // 2 if i % 2 else n - i for i in range(n)],
}
for name, data in shapes.items():
    s = sorted(data)
    print(name, s == list(sorted(list(data), key=lambda x: x)), s[:3], s[-3:], sum(s) == sum(data))

count = 0


class Counted:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        global count
        count += 1
        return self.v < other.v


l = [Counted(i) for i in range(1000)]
l.sort()
print("comparisons of a sorted list:", count)
count = 0
l.reverse()
l.sort()
print("of a reversed one:", count)
print(sorted("hello wörld"), sorted({"b": 1, "a": 2}), sorted([True, False, 2, 0.5]), sorted([[2], [1, 5], [1]]))
try:
    sorted([1, "a"])
except TypeError as e:
    print(e)
try:
    sorted([1j, 2j])
except TypeError as e:
    print(e)
print(sorted([3, 1, 2], key=None, reverse=1), sorted(["b", "A", "c"], key=str.lower), min([3, 1, 2], key=lambda x: -x))
print(max("abc", "b", key=len), min([], default="none"), max(1, 2.5, True), min((3, "x"), (3, "a")))
words = "the quick brown fox jumps over the lazy dog and runs".split()
print(sorted(words, key=len), sorted(words, key=lambda w: (len(w), w), reverse=True))
nested = [[random.random() for _ in range(3)] for _ in range(200)]
assert sorted(nested) == sorted(nested, key=tuple)
mixed = [2**60, 1, -(2**70), 5, 2**49, 0, -1]
print(sorted(mixed), sorted(mixed, reverse=True)[0] == 2**60)
