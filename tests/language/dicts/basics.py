"""Dicts: making, reading, changing, order."""
d = {"a": 1, "b": 2}
print(
    d,
    len(d),
    d["a"],
    "a" in d,
    "z" in d,
    1 in d,
    {},
    dict(),
    dict(a=1, b=2),
    dict([("x", 1), ("y", 2)]),
    dict({"k": 1}, z=2),
    {1: "i", 1.5: "f", None: "n", (1,): "t", True: "b"},
)
d["c"] = 3
d["a"] = 10
del d["b"]
d["b"] = 20
print(d, list(d), list(d.keys()), list(d.values()), list(d.items()))
print(
    d.get("a"),
    d.get("z"),
    d.get("z", 0),
    d.setdefault("a", 5),
    d.setdefault("new", 5),
    d.setdefault("nn"),
    d.pop("new"),
    d.pop("zz", "none"),
    d.popitem(),
    d,
)
d.update({"a": 1})
d.update(x=9)
d.update([("y", 8)])
d.update({}, q=1)
d.update()
print(d)
e = d.copy()
e["a"] = 99
print(d["a"], e["a"], d == e, d != e, {"a": 1, "b": 2} == {"b": 2, "a": 1})
d.clear()
print(d, not d)
print(
    dict.fromkeys("abc"),
    dict.fromkeys([1, 2], 0),
    {**{"a": 1}, "b": 2, **{"a": 3}},
    {"a": 1} | {"b": 2, "a": 5},
    dict(zip("ab", [1, 2])),
)
print(
    list(reversed({"a": 1, "b": 2})),
    list(reversed({"a": 1, "b": 2}.values())),
    [*{"a": 1}],
    max({"a": 1, "c": 0}),
    sorted({"b": 1, "a": 2}),
)
n = {}
for i in range(100):
    n[i] = i * i
for i in range(0, 100, 2):
    del n[i]
print(len(n), list(n)[:5], sum(n.values()), n[99])
n = {}
n["self"] = n
print(n)
print({1: "a", 1.0: "b", True: "c"}, {0: 1}[False], {2**70: 1}[2**70], {1.5: 1}[1.5], {"1": 1}.get(1))
for bad in (
    lambda: {}["x"],
    lambda: {}[1],
    lambda: {}[(1, 2)],
    lambda: {[]: 1},
    lambda: {{}: 1},
    lambda: {}.pop("x"),
    lambda: {}.popitem(),
    lambda: dict(5),
    lambda: dict([1]),
    lambda: dict([(1, 2, 3)]),
    lambda: dict(["abc"]),
    lambda: {} < {},
    lambda: {} + {},
    lambda: dict(1, 2),
    lambda: {}.update(5),
    lambda: {} | [1],
    lambda: [] in {},
    lambda: {}.get(),
    lambda: {"a": 1}.a,
    lambda: hash({}),
    lambda: dict(**{1: 2}),
    lambda: {**5},
):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__ + ":", error)
try:
    del {}["gone"]
except KeyError as error:
    print(repr(error), error.args)
