# Insertion order through deletions, renewals, copies, reversals, and OrderedDict's reordering.
from collections import OrderedDict

d = dict.fromkeys("abcdef")
del d["c"]
d["c"] = 1
print(list(d), list(reversed(d)), list(reversed(d.items()))[:2], list(reversed(d.values()))[:2])
d["a"] = 5
print(list(d), d.popitem(), d.pop("b"), d.popitem(), d)
d |= {"x": 1, "a": 2}
print(d, {"z": 0} | d, d | [("q", 1)] if False else "")
try:
    d | [("q", 1)]
except TypeError as e:
    print(e)
d |= [("q", 1)]
print(d)
queue = {}
for i in range(5000):
    queue[i] = i
    if i >= 10:
        del queue[i - 10]
print(list(queue))
while queue:
    k = next(iter(queue))
    del queue[k]
print(queue)

o = OrderedDict((i, i * i) for i in range(6))
o.move_to_end(2)
print(list(o))
o.move_to_end(4, last=False)
o.move_to_end(5, last=False)
print(list(o), o.popitem(last=False), o.popitem(), o)
try:
    o.move_to_end("missing")
except KeyError as e:
    print("KeyError", e)
for i in range(2000):
    o.move_to_end(list(o)[i % len(o)], last=i % 3 == 0)
print(o, len(o))
for i in range(300):
    o[i + 10] = i
    o.popitem(last=False)
print(o)
print(OrderedDict([(1, 2), (3, 4)]) == OrderedDict([(3, 4), (1, 2)]), OrderedDict([(1, 2), (3, 4)]) == {3: 4, 1: 2})
print(OrderedDict(a=1) | {"b": 2}, {"b": 2} | OrderedDict(a=1), OrderedDict.fromkeys("xy", 0), o.keys())
try:
    OrderedDict().popitem()
except KeyError as e:
    print(e)


class LoggedDict(OrderedDict):
    def __setitem__(self, k, v):
        print("set", k)
        super().__setitem__(k, v)


l = LoggedDict(a=1)
l.update({"b": 2})
l.update([("c", 3)], d=4)
print(l, l.copy(), type(l.copy()).__name__)
o.extra = 1
print(o.__dict__, OrderedDict().__reduce__()[:2])


class D(dict):
    def __missing__(self, key):
        return key * 2


print(D(a=1)["zz"], D().get("q"), D(a=1).copy(), type(D().copy()).__name__, D(a=1) | {})
ns = {}
exec("x = 1\ny = 2\ndel x\nx = 3", ns)
print([k for k in ns if not k.startswith("__")])
