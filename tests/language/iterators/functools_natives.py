# partial, reduce, cmp_to_key, lru_cache.
import functools
from functools import partial, reduce, cmp_to_key, lru_cache

p = partial(int, base=2)
print(p("101"), p, p.func, p.args, p.keywords, p("12", base=3))
q = partial(partial(pow, 2), 5)
print(q(), q(7), q.args, q.func is pow)
p.note = "x"
print(p.__dict__, partial(p, "1").func is p)


class Sub(partial):
    pass


s = Sub(print, "sub", sep="-")
s(1, 2)
print(type(s).__name__, repr(s).startswith("Sub(<built-in function print>"))
for f in (lambda: partial(), lambda: partial(1), lambda: reduce(max, []), lambda: reduce(max, 5),
          lambda: cmp_to_key(lambda a, b: 0)(1) < 2, lambda: lru_cache(maxsize="a")(len) if False else 0):
    try:
        print(f())
    except TypeError as e:
        print(e)
print(reduce(lambda a, b: a * b, range(1, 8)), reduce(max, [3], 9), reduce(lambda a, b: a + b, "abc", ">"))
print(sorted([5, 3, 9, 1], key=cmp_to_key(lambda a, b: b - a)), cmp_to_key(lambda a, b: a - b)(3).obj)
K = cmp_to_key(lambda a, b: a - b)
print(K(1) < K(2), K(1) == K(1), K(3) >= K(4), K(1) != K(2))
calls = []


@lru_cache(maxsize=3)
def f(x, y=0, **kw):
    "doc of f"
    calls.append(x)
    return (x, y, kw)


for x in (1, 2, 1, 3, 4, 1, 2):
    f(x)
print(calls, f.cache_info(), f.__name__, f.__doc__, f.cache_parameters())
print(f(1, y=2), f(1, 2), f(1, y=2), f(y=2, x=1), f.cache_info())
f.cache_clear()
print(f.cache_info(), f.__wrapped__.__name__)


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), fib.cache_info())


@lru_cache(typed=True)
def typed(x):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed(1), typed.cache_info())


class C:
    @lru_cache
    def method(self, x):
        return (type(self).__name__, x)

    @functools.cached_property
    def prop(self):
        print("computing")
        return 42


c = C()
print(c.method(1), c.method(1), C.method.cache_info(), c.prop, c.prop)


@lru_cache(maxsize=0)
def uncached(x):
    return x


uncached(1)
uncached(1)
print(uncached.cache_info())
try:
    f([])
except TypeError as e:
    print(e)


@lru_cache(maxsize=2)
def recursive(n):
    return 0 if n == 0 else recursive(n - 1) + 1


print(recursive(50), recursive.cache_info())


@functools.singledispatch
def show(x):
    return "any"


@show.register
def _(x: int):
    return "int"


@show.register(list)
def _(x):
    return "list"


print(show(1), show([]), show("s"), show(True))


@functools.total_ordering
class T:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __lt__(self, o):
        return self.v < o.v


print(T(1) <= T(2), T(3) > T(2), T(2) >= T(2), functools.reduce(lambda a, b: a if a < b else b, [T(3), T(1)]).v)
