"""Passing arguments: positional, keyword, defaults, star forms."""


def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw


print(
    f(1, c=3),
    f(1, 5, c=3),
    f(1, 5, 6, 7, c=3, d=9, e=10),
    f(c=1, a=2),
    f(*[1, 2, 3], **{"c": 4, "z": 5}),
    f(1, *[2], c=0, **{}),
)


def g(a, b, /, c, *, d):
    return a, b, c, d


print(g(1, 2, 3, d=4), g(1, 2, c=3, d=4))


def h(a, /, **kw):
    return a, kw


print(h(1, a=2), h(1))


def k(*, x=1):
    return x


print(k(), k(x=5))


def only(*args):
    return args


print(only(), only(1), only(*range(3)))


def kws(**kwargs):
    return sorted(kwargs.items())


print(kws(), kws(b=1, a=2), kws(**{"not an identifier": 1}))


def defaults(a, l=[]):
    l.append(a)
    return l


print(defaults(1), defaults(2), defaults(3, []), defaults(4))


def many(a, b, c, d, e, f, g, h, i, j):
    return a + b + c + d + e + f + g + h + i + j


print(many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), many(*range(10)), many(j=1, i=1, h=1, g=1, f=1, e=1, d=1, c=1, b=1, a=1))
n = 5


def late(x=n):
    return x


n = 6
print(late(), (lambda x, y=2, *z, k=3, **w: (x, y, z, k, w))(1, k=5, q=6))
order = []


def note(v):
    order.append(v)
    return v


f(note(1), note(2), *[note(3)], c=note(4), **{"z": note(5)})
print(order)


def returns_nothing():
    pass


def bare_return():
    return


print(
    returns_nothing(),
    bare_return(),
    f.__defaults__,
    f.__kwdefaults__,
    f.__code__.co_varnames[:6],
    f.__code__.co_argcount,
    f.__code__.co_kwonlyargcount,
    g.__code__.co_posonlyargcount,
)
f.__defaults__ = (20,)
print(f(1, c=3)[1])
f.__kwdefaults__ = {"c": 30}
try:
    print(f(1))
except TypeError as error:
    print(error)
