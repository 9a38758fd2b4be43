# Iterators can be taken apart and put together again, as copy and pickle do.
import itertools
import operator
from collections import deque, OrderedDict, defaultdict


def rebuild(it):
    state = it.__reduce__()
    new = state[0](*state[1])
    if len(state) > 2 and state[2] is not None:
        new.__setstate__(state[2])
    return new


def half(it, n):
    for _ in range(n):
        next(it)
    return it


makers = {
    "list": lambda: iter([1, 2, 3, 4]),
    "reversed list": lambda: reversed([1, 2, 3, 4]),
    "tuple": lambda: iter((1, 2, 3, 4)),
    "range": lambda: iter(range(1, 20, 5)),
    "long range": lambda: iter(range(2**70, 2**70 + 4)),
    "dict": lambda: iter({1: 1, 2: 2, 3: 3, 4: 4}),
    "items": lambda: iter({1: 1, 2: 2, 3: 3}.items()),
    "set": lambda: iter({1, 2, 3, 4}),
    "enumerate": lambda: enumerate("abcd", 5),
    "zip": lambda: zip("abcd", range(4)),
    "strict zip": lambda: zip("abc", range(3), strict=True),
    "map": lambda: map(str, range(4)),
    "filter": lambda: filter(None, range(5)),
    "accumulate": lambda: itertools.accumulate(range(5)),
    "accumulate from": lambda: itertools.accumulate([1, 2], operator.mul, initial=10),
    "chain": lambda: itertools.chain("ab", "cd"),
    "combinations": lambda: itertools.combinations("abcd", 2),
    "with replacement": lambda: itertools.combinations_with_replacement("abc", 2),
    "permutations": lambda: itertools.permutations("abc", 2),
    "product": lambda: itertools.product("ab", [1, 2]),
    "compress": lambda: itertools.compress("abcdef", [1, 0, 1, 1, 1]),
    "dropwhile": lambda: itertools.dropwhile(lambda x: x < 2, range(6)),
    "takewhile": lambda: itertools.takewhile(lambda x: x < 4, range(6)),
    "filterfalse": lambda: itertools.filterfalse(lambda x: x % 2, range(8)),
    "islice": lambda: itertools.islice(range(20), 2, 16, 3),
    "starmap": lambda: itertools.starmap(pow, [(2, 1), (2, 2), (2, 3)]),
    "zip_longest": lambda: itertools.zip_longest("abc", "d", fillvalue="-"),
    "repeat": lambda: itertools.repeat("x", 4),
    "deque": lambda: iter(deque("abcd")),
    "sequence": lambda: iter(type("S", (), {"__getitem__": lambda self, i: [10, 20, 30][i]})()),
    "callable": lambda: iter(iter([1, 2, 3, 4]).__next__, 4),
}
for name, make in makers.items():
    print(name, list(rebuild(make())), list(rebuild(half(make(), 1))), list(rebuild(half(make(), 2))))
for name in ("list", "tuple", "range", "reversed list", "dict", "set", "repeat", "deque"):
    it = makers[name]()
    hints = []
    while True:
        hints.append(operator.length_hint(it))
        if next(it, None) is None:
            break
    print(name, hints)
c = half(itertools.cycle("abc"), 4)
print([next(c) for _ in range(5)], list(itertools.islice(rebuild(c), 5)))
print(itertools.count(3), itertools.count(1, 0.5), itertools.count(2).__reduce__()[1], itertools.repeat(1, 2), itertools.repeat([]))
print(next(itertools.count(2**48 - 1)), list(itertools.islice(itertools.count(2**48 - 1, 2**47), 3)))
a, b = itertools.tee(range(5))
print(next(a), next(a), list(b), list(a))
a, = itertools.tee("abc", 1)
import copy
next(a)
print(list(copy.copy(a)), list(a))
groups = itertools.groupby([1, 1, 2, 3, 3, 3, 1])
print([(k, len(list(g))) for k, g in groups])
groups = itertools.groupby("aAbBB", str.lower)
first = next(groups)
second = next(groups)
print(first[0], list(first[1]), second[0], list(second[1]))
for f in (lambda: itertools.islice([], -1), lambda: itertools.islice([], 0, 1, 0), lambda: itertools.combinations([], -1),
          lambda: itertools.product([], repeat=-1), lambda: itertools.count("a"), lambda: itertools.permutations([1], "a"),
          lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1], [1], strict=True)),
          lambda: list(zip([1, 2], [1, 2], [1], strict=True)), lambda: map(1), lambda: next(iter([])),
          lambda: enumerate(), lambda: reversed({1}), lambda: iter(1, 2), lambda: itertools.tee([], -1),
          lambda: sum(["a"], ""), lambda: sum([[1], [2]]), lambda: max(), lambda: min([]), lambda: max(1, 2, default=1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(sum([[1], [2]], []), sum([0.1] * 10), sum([1, 2.5, True]), sum(range(10), start=2**62), sum([2**62, 2**62]))
print(list(itertools.pairwise("abcd")), list(itertools.zip_longest("ab", "c")), list(itertools.chain.from_iterable(["ab", "c"])))
print(list(itertools.accumulate([3, 1, 2], max)), list(itertools.accumulate([], initial=5)), len(list(itertools.permutations(range(5)))))
print(list(itertools.product("ab", repeat=2)), list(itertools.product()), list(itertools.combinations("abc", 0)))
d = defaultdict(list, a=[1])
d["b"].append(2)
print(d, d.__reduce__()[:2], d.copy(), d | {"c": 3}, type({} | d).__name__)
