"""functools: partial, reduce, caches, wraps, total_ordering, singledispatch, cached_property."""
import functools
from functools import (
    partial,
    reduce,
    lru_cache,
    cache,
    total_ordering,
    singledispatch,
    cached_property,
    wraps,
    cmp_to_key,
    partialmethod,
)

p = partial(int, base=2)
print(
    p("101"), p.func is int, p.args, p.keywords, partial(p, "11")(), partial(max, 1)(5, 3), repr(partial(len, [1]))[:25]
)
q = partial(print, "a", sep="-")
q("b")
q("b", sep="+")
try:
    partial()
except TypeError as error:
    print(error)
try:
    partial(5)
except TypeError as error:
    print(error)
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a + b, [], 7))
try:
    reduce(lambda a, b: a, [])
except TypeError as error:
    print(error)
calls = []


@lru_cache(maxsize=2)
def f(x, *, k=0):
    calls.append(x)
    return x * 2


print([f(v) for v in (1, 2, 1, 3, 1, 2)], calls, f.cache_info(), f.cache_parameters())
f.cache_clear()
print(f.cache_info())


@cache
def g(n):
    return 1 if n < 2 else n * g(n - 1)


print(g(30), g.cache_info().hits)
try:
    f([])
except TypeError as error:
    print(error)


@total_ordering
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return self.n == o.n

    def __lt__(self, o):
        return self.n < o.n


print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), max(V(1), V(3)).n)


@singledispatch
def show(x):
    return "object"


@show.register
def _(x: int):
    return "int"


@show.register(list)
def _(x):
    return "list"


@show.register(str)
def _(x):
    return "str"


print(
    show(1),
    show([]),
    show("a"),
    show(1.5),
    show(True),
    show.dispatch(bool)(1),
    sorted(t.__name__ for t in show.registry),
)


class W:
    n = 0

    @cached_property
    def slow(self):
        W.n += 1
        return "computed"

    def base(self, a, b):
        return a, b

    one = partialmethod(base, 1)


w = W()
print(w.slow, w.slow, W.n, w.__dict__, w.one(2))
del w.slow
print(w.slow, W.n)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))


class S(functools.singledispatchmethod):
    pass


class T:
    @functools.singledispatchmethod
    def m(self, x):
        return "any"

    @m.register
    def _(self, x: int):
        return "int"


print(T().m(1), T().m("a"))
