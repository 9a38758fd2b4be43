# Long chains of `yield from`: they end in RecursionError, and cost what they are long. The last parts
# are beyond CPython 3.11, whose native stack ends first.
import sys


def wrap(it):
    return (yield from it)


def chain(it, depth):
    for _ in range(depth):
        it = wrap(it)
    return it


def numbers(n):
    for i in range(n):
        yield i


g = chain(numbers(2), 300)
print(next(g), next(g), list(g))
total = 0
for x in chain(iter(range(2000)), 100):
    total += x
print(total)
g = chain(numbers(2), 100_000)
try:
    next(g)
except RecursionError as e:
    print(e)


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(deep(200)))
try:
    for _ in deep(100_000):
        pass
except RecursionError as e:
    print(e)

# closing a long chain does not nest either
sys.setrecursionlimit(30_000)
g = deep(5_000)
print(next(g))
g.close()
print(list(g))
g = deep(5_000)
next(g)
try:
    g.throw(ValueError("deep"))
except ValueError as e:
    depth = 0
    tb = e.__traceback__
    while tb:
        depth += 1
        tb = tb.tb_next
    print(e, depth)
