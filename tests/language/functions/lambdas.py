"""Lambda expressions in all shapes."""
print(
    (lambda: 1)(),
    (lambda x: x)(2),
    (lambda x, y=3: x + y)(1),
    (lambda *a: a)(1, 2),
    (lambda **k: k)(a=1),
    (lambda a, /, b, *, c: (a, b, c))(1, b=2, c=3),
    (lambda *, k=5: k)(),
)
print(
    (lambda x: lambda y: x + y)(1)(2),
    (lambda f, n: f(f, n))(lambda f, n: 1 if n == 0 else n * f(f, n - 1), 6),
    (lambda: (yield))().__class__.__name__,
)
ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}
print(
    {k: f(6, 3) for k, f in ops.items()},
    list(map(lambda x: x * 2, [1, 2])),
    list(filter(lambda x: x > 1, [1, 2, 3])),
    sorted("bca", key=lambda c: -ord(c)),
    max([1, 5, 3], key=lambda x: -x),
)
f = lambda x: x if x else lambda: "zero"
print(f(1), f(0)(), (lambda: [i for i in range(3)])(), (lambda x: (y := x + 1, y * 2))(3))
print(
    (lambda x, *_: x)(1, 2, 3),
    (lambda _: _)(4),
    (lambda: None)(),
    (lambda: ...)(),
    (lambda: {})(),
    (lambda: (1, 2))(),
    (lambda a=1, b=2: {a: b})(),
)
g = [lambda: 10][0] or 5
print(g(), (g and (lambda: 20))(), (lambda: 1 if False else 2)(), not (lambda: 0)())
h = lambda self, *, key: (self, key)


class A:
    m = lambda self, x=1: (type(self).__name__, x)
    s = staticmethod(lambda x: x * 2)
    p = property(lambda self: "prop")


print(A().m(), A().m(5), A.s(4), A().p, h(1, key=2))
from functools import reduce, partial

print(
    reduce(lambda a, b: a * b, range(1, 6)),
    reduce(lambda a, b: a + [b], "ab", []),
    partial(lambda a, b, c=0: (a, b, c), 1, c=9)(2),
    (lambda f: (lambda x: f(lambda v: x(x)(v)))(lambda x: f(lambda v: x(x)(v))))(
        lambda fact: lambda n: 1 if n < 2 else n * fact(n - 1)
    )(5),
)
