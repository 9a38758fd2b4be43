"""Observers, decorators that register, closures that count, dynamic dispatch by name."""


class Signal:
    def __init__(self):
        self.slots = []

    def connect(self, f, *, once=False):
        self.slots.append((f, once))
        return f

    def __call__(self, *a, **k):
        results = [f(*a, **k) for f, _ in self.slots]
        self.slots = [s for s in self.slots if not s[1]]
        return results


class Meta(type):
    def __new__(m, n, b, ns):
        cls = super().__new__(m, n, b, ns)
        cls.handlers = {**getattr(cls, "handlers", {}), **{v._event: k for k, v in ns.items() if hasattr(v, "_event")}}
        return cls


def on(event):
    def deco(f):
        f._event = event
        return f

    return deco


class Base(metaclass=Meta):
    def fire(self, event, *a):
        n = self.handlers.get(event)
        return getattr(self, n)(*a) if n else f"no {event}"


class Door(Base):
    def __init__(self):
        self.state, self.log, self.changed = "closed", [], Signal()

    @on("open")
    def do_open(self, who="?"):
        return self._set("open", who)

    @on("close")
    def do_close(self, who="?"):
        return self._set("closed", who)

    def _set(self, s, who):
        old, self.state = self.state, s
        self.log.append(f"{old}->{s} by {who}")
        return self.changed(old, s)


class Safe(Door):
    @on("lock")
    def lock(self):
        self.state = "locked"
        return "click"

    def do_open(self, *a):
        return "locked!" if self.state == "locked" else super().do_open(*a)


d = Safe()
d.changed.connect(lambda o, n: f"{o}:{n}")
d.changed.connect(lambda o, n: "once", once=True)


@d.changed.connect
def third(old, new):
    return old == new


print(
    d.fire("open", "ann"),
    d.fire("open"),
    d.fire("close", "bob"),
    d.fire("lock"),
    d.fire("open"),
    d.fire("ring"),
    d.log,
    Safe.handlers,
    Door.handlers,
)


def memo(f):
    cache = {}

    def g(*a):
        if a not in cache:
            cache[a] = f(*a)
        return cache[a]

    g.cache = cache
    return g


@memo
def grid(r, c):
    return 1 if r == 0 or c == 0 else grid(r - 1, c) + grid(r, c - 1)


print(grid(14, 14), len(grid.cache))


class Vis:
    def visit(self, n):
        return getattr(self, "visit_" + type(n).__name__, self.generic)(n)

    def generic(self, n):
        return f"<{n}>"

    def visit_int(self, n):
        return n + 1

    def visit_list(self, n):
        return [self.visit(x) for x in n]

    def visit_str(self, n):
        return n.upper()


print(Vis().visit([1, "a", [2.5, [None]]]))
