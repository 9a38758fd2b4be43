"""__del__: when objects die, in cycles, with resurrection."""
import gc

log = []


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        log.append(self.n)


def churn():
    [object() for _ in range(200)]
    return None


def f():
    D("local")


f()
churn()
gc.collect()
print(log)
log.clear()


def cycle():
    a, b = D("a"), D("b")
    a.o, b.o = b, a


cycle()
churn()
gc.collect()
print(sorted(log))
log.clear()
kept = []


class Phoenix:
    def __del__(self):
        kept.append(self)
        log.append("del")


def g():
    Phoenix()


g()
churn()
gc.collect()
print(len(kept), log)
log.clear()
kept.clear()
churn()
gc.collect()
print(log, len(kept))


class Raises:
    def __del__(self):
        log.append("raising")


def h():
    Raises()


h()
churn()
gc.collect()
print(log)
log.clear()


def many():
    for i in range(1000):
        D(i)


many()
churn()
gc.collect()
print(len(log), len(set(log)), sum(log))
log.clear()


def gen():
    try:
        yield 1
    finally:
        log.append("generator closed")


def start():
    next(gen())


start()
churn()
gc.collect()
print(log)
log.clear()
print(gc.isenabled(), gc.collect() >= 0, gc.is_tracked([]), gc.get_threshold().__class__.__name__)
gc.disable()
print(gc.isenabled())
gc.enable()
x = D("deleted")
del x
churn()
gc.collect()
print(log)
log.clear()
y = D("rebound")
y = None
churn()
gc.collect()
print(log)
log.clear()
d = {"k": D("value")}
d.clear()
churn()
gc.collect()
print(log)
log.clear()


class Sub(D):
    pass


def sub():
    Sub("sub")


sub()
churn()
gc.collect()
print(log)
