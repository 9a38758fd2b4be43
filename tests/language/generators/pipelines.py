"""Programs made of generators: primes, permutations, co-operative tasks, trees."""


def integers(n=2):
    while True:
        yield n
        n += 1


def sieve():
    it = integers()
    while True:
        p = next(it)
        yield p
        it = (lambda it, p: (n for n in it if n % p))(it, p)


s = sieve()
print([next(s) for _ in range(25)])


def permutations(items):
    if not items:
        yield []
    for i, x in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [x] + rest


print(sum(1 for _ in permutations([1, 2, 3, 4, 5])), list(permutations("abc"))[3], list(permutations([])))
from collections import deque


class Scheduler:
    def __init__(self):
        self.q, self.log = deque(), []

    def spawn(self, g):
        self.q.append(g)

    def run(self):
        while self.q:
            t = self.q.popleft()
            try:
                v = next(t)
            except StopIteration as e:
                self.log.append(("end", e.value))
                continue
            if v is not None:
                self.spawn(v)
            self.q.append(t)


def task(n, k, sch):
    for i in range(k):
        sch.log.append((n, i))
        yield task(n + "'", 1, sch) if i == 1 else None
    return n


sch = Scheduler()
sch.spawn(task("a", 3, sch))
sch.spawn(task("b", 2, sch))
sch.run()
print(sch.log)


def averager():
    total = count = 0
    avg = None
    while True:
        v = yield avg
        total += v
        count += 1
        avg = total / count


a = averager()
next(a)
print([a.send(v) for v in (10, 20, 60)])


def chunked(it, n):
    chunk = []
    for x in it:
        chunk.append(x)
        if len(chunk) == n:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


print(list(chunked(range(7), 3)))


def queens(n, row=0, cols=(), d1=(), d2=()):
    if row == n:
        yield cols
    else:
        for c in range(n):
            if c not in cols and row + c not in d1 and row - c not in d2:
                yield from queens(n, row + 1, cols + (c,), d1 + (row + c,), d2 + (row - c,))


print(len(list(queens(6))), next(queens(8)))


def flatten(x):
    for i in x:
        if isinstance(i, (list, tuple)):
            yield from flatten(i)
        else:
            yield i


print(list(flatten([1, [2, (3, [4, []])], 5])))


def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


print(" ".join(hanoi(3)), sum(1 for _ in hanoi(10)))
gens = [(lambda n: (n * i for i in range(3)))(k) for k in range(3)]
print([list(g) for g in gens])
many = [iter(integers(i)) for i in range(100)]
print(sum(next(g) for g in many for _ in range(3)))
