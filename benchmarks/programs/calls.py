"""Calls of functions, methods, closures and with keywords."""


def add(a, b):
    return a + b


def scale(value, *, factor=2):
    return value * factor


class Counter:
    def __init__(self):
        self.count = 0

    def bump(self, by):
        self.count += by
        return self


def make(step):
    def advance(value):
        return value + step
    return advance


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


total = 0
counter = Counter()
advance = make(3)
for i in range(400_000):
    total = add(total, i)
    total = advance(total)
    total -= scale(i, factor=1)
    counter.bump(i).bump(1)
print(total, counter.count, fib(25))
