"""Laziness, scopes and errors of generator expressions."""
log = []


def src():
    for i in range(4):
        log.append(("make", i))
        yield i


g = (log.append(("use", x)) or x * 2 for x in src() if x % 2)
print(log)
print(next(g), log)
print(list(g), log)
print(
    sum(x for x in range(10)),
    list(x + y for x in "ab" for y in "cd"),
    max((len(w), w) for w in ("a", "bb")),
    tuple(i for i in ()),
    any(x > 2 for x in range(5)),
    all(x < 3 for x in range(5)),
    ",".join(str(i) for i in range(3)),
    sorted(-x for x in range(3)),
    set(i % 2 for i in range(5)),
    dict((i, i * i) for i in range(3)),
)
n = 1
h = (n for _ in range(2))
n = 5
print(list(h))


def f():
    k = 10

    def inner():
        return (k + i for i in range(2))

    return list(inner())


print(f(), type(g).__name__, g.__name__, g.__qualname__)
nested = ((x, list(y for y in range(x))) for x in range(3))
print(list(nested))
a = (i for i in range(3))
b = (i * 10 for i in a)
c = (i + 1 for i in b)
print(list(c), list(a))
bad = (1 // x for x in (1, 0, 2))
print(next(bad))
try:
    next(bad)
except ZeroDivisionError as e:
    print(e)
print(list(bad))


def consume(it):
    return next(it), sum(it)


print(consume(i for i in range(5)), (lambda it: [*it])(c for c in "xy"))
g = (i for i in range(100))
total = 0
for v in g:
    if v % 10 == 0:
        total += v
    elif v > 35:
        break
print(total, next(g))


class A:
    xs = [1, 2]
    g = (x for x in xs)


print(list(A.g), [list(g) for g in [(i for i in range(j)) for j in range(3)]])
z = zip((i for i in "abc"), (i for i in range(2)))
print(list(z))
w = (y := i for i in range(3))
print(list(w), y)
