"""keys(), values() and items() are live views with set operations."""
d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), type(k).__name__, type(v).__name__, type(i).__name__)
d["d"] = 4
print(k, len(v), ("d", 4) in i, "d" in k, 4 in v, ("d", 5) in i, ("zz",) in i, 7 in i)
print(
    sorted(k & {"a", "z"}),
    sorted(k | {"z"}),
    sorted(k - {"a"}),
    sorted(k ^ {"a", "z"}),
    sorted(i & {("a", 1)}),
    sorted(k & "ab"),
    sorted({"a", "q"} - k),
    sorted(["q"] | k),
)
print(
    k == {"a", "b", "c", "d"},
    k <= {"a", "b", "c", "d", "e"},
    k > {"a"},
    k.isdisjoint("xyz"),
    i == {("a", 1), ("b", 2), ("c", 3), ("d", 4)},
    v == v,
    d.values() == d.values(),
    k != d.keys(),
)
print(list(reversed(k)), list(reversed(v)), list(reversed(i)), k.mapping["a"], list(map(str.upper, k)))
it = iter(d)
print(next(it), it.__length_hint__())
d["e"] = 5
try:
    next(it)
except RuntimeError as error:
    print(error)
try:
    for key in d:
        del d[key]
except RuntimeError as error:
    print(error)
try:
    for key, value in d.items():
        d[key + "x"] = value
except RuntimeError as error:
    print(error)
for key in d:
    d[key] = 0
print(d)
it = iter({})
print(list(it), next(it, "done"))
try:
    k.mapping["q"] = 1
except TypeError as error:
    print(error)
try:
    hash(k)
except TypeError as error:
    print(error)
print(isinstance(d.keys(), type({}.keys())), [x for x in d.items()][:1], dict(d.items()) == d, set(d.values()))
