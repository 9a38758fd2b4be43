# Calls through built-ins may be as deep as others: constructors with __new__, str() and its like, calls
# with stars, next(), unpacking.
import sys

class Deep:
    def __init__(self, n, inner=None):
        self.n = n

    def __str__(self):
        return "." if self.n == 0 else str(Deep(self.n - 1))

    def __hash__(self):
        return 5 if self.n == 0 else hash(Deep(self.n - 1))

    def __format__(self, spec):
        return spec if self.n == 0 else f"{Deep(self.n - 1):{spec}}"

    def __iter__(self):
        if self.n == 0:
            return iter((1, 2))
        a, b = Deep(self.n - 1)
        return iter((a + b, b))


class DeepNew:
    def __new__(cls, n):
        return "bottom" if n == 0 else cls(n - 1)


class DeepInit(Exception):
    def __init__(self, n):
        if n > 0:
            DeepInit(n - 1)


def stars(n, *args, **kwargs):
    return (n, args, kwargs) if n == 0 else stars(*(n - 1, 1), **{"a": 2})


def walk(n):
    if n:
        yield next(walk(n - 1)) + 1
    else:
        yield 0


def collect(n):
    if n:
        yield [*collect(n - 1)]
    yield n


sys.setrecursionlimit(3000)
print(str(Deep(300)), hash(Deep(300)), f"{Deep(300):spec}", DeepNew(300))
print(DeepInit(300).args, stars(300), next(walk(300)))
a, b = Deep(300)
print(a, b)
n = 0
items = [*collect(300)]
while isinstance(items, list):
    items = items[0]
    n += 1
print(n)
sys.setrecursionlimit(1000)
for f in (lambda: str(Deep(5000)), lambda: DeepNew(5000), lambda: stars(5000),
          lambda: next(walk(5000)), lambda: [*Deep(5000)]):
    try:
        f()
    except RecursionError as e:
        print(type(e).__name__)
