"""__del__: when objects die, in cycles, with resurrection."""
import gc
import operator

log = []


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        log.append(self.n)


def at_depth(function, depth=40):
    """Calls it far down the stack, where nothing of it can be taken for a reference afterwards."""
    if depth == 0:
        function()
    else:
        operator.call(at_depth, function, depth - 1)


def f():
    D("local")


at_depth(f)
gc.collect()
print(log)
log.clear()


def cycle():
    a, b = D("a"), D("b")
    a.o, b.o = b, a


at_depth(cycle)
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


at_depth(g)
gc.collect()
print(len(kept), log)
log.clear()
at_depth(kept.clear)
gc.collect()
print(log, len(kept))


class Raises:
    def __del__(self):
        log.append("raising")


def h():
    Raises()


at_depth(h)
gc.collect()
print(log)
log.clear()


def many():
    for i in range(1000):
        D(i)


at_depth(many)
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


at_depth(start)
gc.collect()
print(log)
log.clear()
print(gc.isenabled(), gc.collect() >= 0, gc.is_tracked([]), gc.get_threshold().__class__.__name__)
gc.disable()
print(gc.isenabled())
gc.enable()


def deleted():
    global x
    x = D("deleted")
    del x


at_depth(deleted)
gc.collect()
print(log)
log.clear()


def rebound():
    global y
    y = D("rebound")
    y = None


at_depth(rebound)
gc.collect()
print(log)
log.clear()


def cleared():
    d = {"k": D("value")}
    d.clear()


at_depth(cleared)
gc.collect()
print(log)
log.clear()


class Sub(D):
    pass


def sub():
    Sub("sub")


at_depth(sub)
gc.collect()
print(log)


# A __del__ that comes later, to the class itself, to a base or with new bases, reaches what exists.
class Late:
    pass


class LateChild(Late):
    pass


class OtherBase:
    def __del__(self):
        log.append("from new base")


class Rebased(Late):
    pass


class Moved:
    pass


late, rebased, moved = [], [], []


def make_them():
    late.extend([Late(), LateChild(), LateChild()])
    rebased.append(Rebased())
    moved.append(Moved())
    moved[0].__class__ = OtherBase


at_depth(make_them)
Late.__del__ = lambda self: log.append(type(self).__name__)
Rebased.__bases__ = (OtherBase,)
log.clear()
at_depth(late.clear)
gc.collect()
print(sorted(log))
log.clear()
at_depth(rebased.clear)
at_depth(moved.clear)
gc.collect()
print(log)
log.clear()
del Late.__del__
at_depth(lambda: Late() and None)
gc.collect()
print(log)
