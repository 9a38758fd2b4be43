"""Subscripts and membership tests over built-in types of modules, and over classes that borrow from them."""
import array
import collections


def get(c, k):
    return c[k]


def put(c, k, v):
    c[k] = v


def drop(c, k):
    del c[k]


def has(c, k):
    return k in c


class Loud(array.array):
    pass


def trial(c, keys, value):
    print(type(c).__name__, [get(c, k) for k in keys], [has(c, k) for k in keys])
    for k in keys:
        put(c, k, value)
    print([get(c, k) for k in keys])
    for bad in (100, "x", None, 1.5):
        for act in (get, drop, lambda c, k: put(c, k, value)):
            try:
                act(c, bad)
                print("fine", bad)
            except (IndexError, TypeError, KeyError, ValueError) as e:
                print(type(e).__name__, e)
    drop(c, 0)
    print(len(c))


trial(array.array("d", [1, 2, 3, 4]), [0, 1, -1], 9)
trial(array.array("B", [1, 2, 3, 4]), [0, 1, -1], 9)
trial(Loud("i", [1, 2, 3, 4]), [0, 1, -1], 9)
trial(collections.deque([1, 2, 3, 4]), [0, 1, -1], 9)
trial(bytearray(b"abcd"), [0, 1, 2], 9)
try:
    put(array.array("B", [1]), 0, 256)
except OverflowError as e:
    print(e)

Loud.__getitem__ = lambda self, k: ("loud", k)
print(get(Loud("i", [5]), 0))
del Loud.__getitem__
print(get(Loud("i", [5]), 0))


class Thief:
    __getitem__ = list.__getitem__
    __contains__ = dict.__contains__


for _ in range(3):
    for act in (get, has):
        try:
            act(Thief(), 0)
        except TypeError as e:
            print(e)


class Counting(dict):
    def __missing__(self, key):
        return ("missing", key)


c = Counting(a=1)
print([get(c, k) for k in ("a", "b", "a")], has(c, "a"), has(c, "b"))
d = collections.defaultdict(list)
for k in "aba":
    get(d, k).append(k)
print(dict(d))
