"""Keywords that a subclass takes pass by the constructor half of its built-in base."""
import collections
import copy
import pickle


class Quantity(float):
    def __init__(self, value, unit=None):
        self.unit = unit


class Point(tuple):
    def __init__(self, items, name=None):
        self.name = name


class Names(frozenset):
    def __init__(self, items=(), owner=None):
        self.owner = owner


class Row(list):
    def __new__(cls, items, key=None):
        self = super().__new__(cls)
        self.key = key
        return self


class Doubling(map):
    def __init__(self, f, items, note=None):
        self.note = note


q = Quantity(2.5, unit="m")
print(q, q.unit, Quantity("3", unit=None) + 1)
p = Point([1, 2], name="p")
print(p, p.name)
n = Names("ab", owner=1)
print(sorted(n), n.owner)
r = Row([1, 2], key="k")
print(r, r.key)
d = Doubling(lambda x: x * 2, [1, 2], note="twice")
print(list(d), d.note)
for cls in (float, tuple, frozenset, list, set, map, filter, type("Plain", (float,), {}), type("Plain", (list,), {}), type("Plain", (tuple,), {})):
    try:
        cls(x=1)
    except TypeError as e:
        print(cls.__name__, e)


class Measured(float):
    def __float__(self):
        return 42.0


class Wrong(float):
    def __float__(self):
        return "x"


class Whole(int):
    def __float__(self):
        return 7.5


print(float(Measured(1)), float(Whole(1)), Measured(1) + 1)
try:
    float(Wrong(1))
except TypeError as e:
    print(e)


class SlotSet(set):
    __slots__ = ("x", "__dict__")


class SlotDeque(collections.deque):
    __slots__ = ("x",)


class SlotBytes(bytearray):
    __slots__ = ("x",)


for cls, items in ((SlotSet, [1]), (SlotDeque, [1, 2]), (SlotBytes, b"ab")):
    s = cls(items)
    s.x = [5]
    for t in (copy.deepcopy(s), pickle.loads(pickle.dumps(s))):
        print(type(t).__name__, t == s, t.x)
print(set().__reduce__(), collections.deque([1], 2).__reduce__()[:3], bytearray(b"a").__reduce__())
