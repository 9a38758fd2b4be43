# Containers compare by identity first; numbers of different types are the same key.
nan = float("nan")
print(nan in [nan], [nan] == [nan], (nan,) == (nan,), {nan} == {nan}, [nan].count(nan), [nan].index(nan), nan == nan)
d = {1: "int"}
d[1.0] = "float"
d[True] = "bool"
print(d, d[1], 1.0 in d, True in {1.0}, {0: 1}[False], {0.0: 1}[-0.0])
big = 10**30
print({big: 1}[10**30], big in {10**30}, {2**70: "x"}.get(2.0**70), hash(big) == hash(10**30), {big, 10**30})
print({(1, 2): 1}[(1.0, True + 1)], hash((1, 2)) == hash((1.0, 2.0)), hash((1, 2, 3)), hash(()), hash((0,)))
print(hash(-1), hash(-2), {-1: "a", -2: "b"}, hash((-1,)) == hash((-2,)))
print([1, 2] < [1, 3], (1, 2) < (1, 2, 3), [2] > [1, 99], [[1], [2]] <= [[1], [2]], (1, "a") != (1, "b"))
for a, b in (([1], (1,)), ({1}, [1]), ((1,), "a"), ({}, [])):
    try:
        print(a == b, a < b)
    except TypeError as e:
        print(e)
print([1, 2, 3] * 2, 2 * (1, 2), [0] * -1, () * 5, [[]] * 2)
for f in (lambda: [1] + (1,), lambda: (1,) + [1], lambda: [1] * "a", lambda: [1] * 1.5, lambda: (1,) + 1,
          lambda: [1, 2]["a"], lambda: (1, 2)[1.0], lambda: [1][5], lambda: (1,)[9], lambda: [].pop(),
          lambda: [1].pop(3), lambda: [1].remove(2), lambda: (1,).index(2), lambda: [1].index("x"), lambda: range(3)[5],
          lambda: {}["k"], lambda: {}.popitem(), lambda: set().pop(), lambda: {1}.remove(9), lambda: {[]: 1},
          lambda: {{}}, lambda: hash(slice(1)), lambda: [1, 2].__setitem__(5, 1), lambda: [][1:2:0]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
l = [1, 2, 3]
l += (4, 5)
l += range(2)
l *= 2
print(l)
l[2:5] = "ab"
l[::4] = ["x"] * len(l[::4])
print(l)
try:
    l[::2] = [1]
except ValueError as e:
    print(e)
try:
    l[1:2] = 5
except TypeError as e:
    print(e)
del l[1::3]
print(l)
del l[-2:], l[0]
print(l, l[::-1], l[10:], l[-100:2])


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


print([1, 2, 3][Index(1)], (1, 2, 3)[Index(-1):], [0] * Index(3), "abc"[Index(0)], range(10)[Index(2)], l[:10**30])
try:
    [1][10**30]
except IndexError as e:
    print(e)
print(slice(None, -2, None).indices(10), slice(5, None, -1).indices(3), slice(1, 10**30, 3).indices(10**25))
print(slice(1, 2) == slice(1, 2), slice(1, 2) < slice(1, 3), repr(slice(None)), slice(3).stop)
