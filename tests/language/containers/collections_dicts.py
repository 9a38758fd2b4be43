"""defaultdict, OrderedDict, Counter, ChainMap."""
from collections import defaultdict, OrderedDict, Counter, ChainMap

d = defaultdict(list)
d["a"].append(1)
d["b"]
d["a"].append(2)
print(
    d,
    d["c"],
    len(d),
    d.get("zz"),
    "zz" in d,
    d.default_factory,
    defaultdict(int, a=1),
    defaultdict(None, {1: 2}),
    d == {"a": [1, 2], "b": [], "c": []},
)
n = defaultdict(int)
for c in "mississippi":
    n[c] += 1
print(dict(n), n.copy(), type(n | {}).__name__)
for f in (lambda: defaultdict()["x"], lambda: defaultdict(5), lambda: defaultdict(lambda: 1 // 0)["x"]):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ":", error)
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
print(o)
o.move_to_end("c", last=False)
print(o, o.popitem(), o.popitem(last=False), o)
print(
    OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1),
    OrderedDict(a=1, b=2) == dict(b=2, a=1),
    list(reversed(OrderedDict(a=1, b=2))),
    OrderedDict.fromkeys("ab"),
    OrderedDict(a=1) | {"b": 2},
)
for f in (lambda: OrderedDict().popitem(), lambda: OrderedDict().move_to_end("x"), lambda: OrderedDict(a=1)["b"]):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ":", error)
c = Counter("abracadabra")
print(
    c,
    c["a"],
    c["zz"],
    c.most_common(2),
    sum(c.values()),
    sorted(c.elements())[:6],
    c + Counter("aab"),
    c - Counter("aaaaab"),
    c & Counter("aab"),
    c | Counter("zz"),
    Counter(a=1, b=-1),
    +Counter(a=1, b=-1),
    -Counter(a=1, b=-1),
    c.total(),
)
c.update("zzz")
c.subtract("aaaaaaa")
print(c["z"], c["a"], Counter(a=3) == Counter(a=3, b=0), Counter(a=3) >= Counter(a=2), Counter([1, 1, 2]))
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m["a"], m["b"], m, len(m), sorted(m), m.new_child({"z": 9})["z"], m.parents, "q" in m, m.get("q"), dict(m))
m["b"] = 100
print(m.maps)
try:
    m["nope"]
except KeyError as error:
    print(error)
