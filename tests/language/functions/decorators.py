"""Decorators on functions and classes."""


def trace(f):
    def wrapper(*a, **k):
        print("call", f.__name__, a, k)
        return f(*a, **k)

    wrapper.__name__ = f.__name__
    return wrapper


def repeat(n):
    def deco(f):
        return lambda *a: [f(*a) for _ in range(n)]

    return deco


@trace
def add(a, b=1):
    return a + b


@repeat(2)
@trace
def mul(a, b):
    return a * b


print(add(1), add(1, b=5), mul(2, 3))


def register(registry):
    def deco(cls):
        registry.append(cls.__name__)
        cls.tag = "registered"
        return cls

    return deco


names = []


@register(names)
class A:
    pass


@(lambda c: (c, "replaced"))
class B:
    pass


print(names, A.tag, B[0].__name__, B[1])
order = []


def d(n):
    order.append(("evaluate", n))

    def inner(f):
        order.append(("apply", n))
        return f

    return inner


@d(1)
@d(2)
def f(a=order.append("default")):
    pass


print(order)


class Deco:
    def __init__(self, f):
        self.f, self.count = f, 0

    def __call__(self, *a):
        self.count += 1
        return self.f(*a)

    def __get__(self, obj, cls):
        return (lambda *a: self(obj, *a)) if obj is not None else self


@Deco
def sq(x):
    return x * x


class K:
    @Deco
    def m(self, x):
        return "m", x


print(sq(3), sq(4), sq.count, K().m(5), K.m.count)
table = {}


@table.setdefault("key", lambda f: f"decorated {f.__name__}")
def z():
    pass


print(z)


@ [lambda f: 1, lambda f: 2][1]
def y():
    pass


print(y)
import functools


@functools.wraps(add)
def w():
    "doc of w"


print(w.__name__, w.__wrapped__ is add, w.__doc__)


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())
try:

    @5
    def bad():
        pass

except TypeError as error:
    print(error)
