"""Names that a hot loop relies on are rebound while it runs: by itself, in an inner frame, in a callback, in __del__-like
hooks, every 1, 10, 1,000 and 4,000 iterations. What was said before must hold no longer, and nothing else may change."""
import builtins
import sys

MODULE = sys.modules[__name__]
real_range, real_len, real_int = range, len, int
ITERATIONS = 8_000
INTERVALS = (1, 10, 1_000, 4_000, 1_000_000)

shift = 1


class Base:
    factor = 2

    def weight(self, x):
        return x + 1


class Item(Base):
    def __init__(self):
        self.value = 3


def other_weight(self, x):
    return x + 2


class Hook:
    """Does what it is told in whatever way the interpreter calls it."""

    def __init__(self, act):
        self.act = act

    def __eq__(self, other):
        self.act()
        return True

    def __call__(self):
        self.act()

    def __index__(self):
        self.act()
        return 0

    def __iter__(self):
        self.act()
        return iter(())

    @property
    def attribute(self):
        self.act()


def directly(act):
    act()


def in_a_comparison(act):
    Hook(act) == 1


def in_a_sort_key(act):
    sorted([0], key=lambda _: act())


def in_an_index(act):
    "a"[Hook(act)]


def in_a_property(act):
    Hook(act).attribute


def in_a_generator(act):
    def generator():
        act()
        yield

    list(generator())


def in_a_class_body(act):
    class Body:
        act()


PLACES = (directly, in_a_comparison, in_a_sort_key, in_an_index, in_a_property, in_a_generator, in_a_class_body)


def set_and_delete(namespace, name, values):
    """Calls in turn: each sets the next value; None takes the name away again."""
    state = [0]

    def act():
        value = values[state[0] % real_len(values)]
        state[0] += 1
        if value is None:
            if hasattr(namespace, name) and name in vars(namespace):
                delattr(namespace, name)
        else:
            setattr(namespace, name, value)

    return act


def loop(place, act, interval, work):
    total = 0
    for i in real_range(ITERATIONS):
        total += work(i)
        if i % interval == interval - 1:
            place(act)
    return total


def with_len(i):
    return len("abc") + i % 2


def with_int(i):
    return int("7") + int(2.5)


def with_range(i):
    n = 0
    for j in range(2):
        n += j + 1
    return n


def with_global(i):
    return shift + 1


item = Item()


def with_class_attribute(i):
    return item.factor * 3 + Item.factor


def with_method(i):
    return item.weight(i % 3)


def with_instance_attribute(i):
    return item.value


SUBJECTS = (
    (with_len, lambda: set_and_delete(MODULE, "len", (lambda x: 100, None))),
    (with_len, lambda: set_and_delete(builtins, "len", (lambda x: 10, real_len))),
    (with_int, lambda: set_and_delete(MODULE, "int", (lambda x: 1, lambda x: real_int(x) + 1, None))),
    (with_range, lambda: set_and_delete(MODULE, "range", (lambda n: real_range(n + 1), lambda n: [5], None))),
    (with_global, lambda: set_and_delete(MODULE, "shift", (2, 3.5, 1 << 70, 1))),
    (with_class_attribute, lambda: set_and_delete(Base, "factor", (3, 4, 2))),
    (with_class_attribute, lambda: set_and_delete(Item, "factor", (7, None))),
    (with_method, lambda: set_and_delete(Base, "weight", (other_weight, lambda self, x: -x, Base.weight))),
    (with_method, lambda: set_and_delete(item, "weight", (lambda x: 50, None))),
    (with_instance_attribute, lambda: set_and_delete(item, "value", (4, "x" and 5, 6.5, 3))),
    (with_instance_attribute, lambda: set_and_delete(Item, "value", (property(lambda self: 9), None))),
)

original = dict(shift=shift, factor=Base.factor, weight=Base.weight)


def restore():
    global shift
    shift = original["shift"]
    Base.factor, Base.weight = original["factor"], original["weight"]
    builtins.len = real_len
    for name in ("len", "int", "range"):
        vars(MODULE).pop(name, None)
    for holder, name in ((Item, "factor"), (Item, "value")):
        if name in vars(holder):
            delattr(holder, name)
    item.__dict__.clear()
    item.value = 3


for work, make_act in SUBJECTS:
    for place in PLACES:
        restore()
        results = []
        for interval in INTERVALS if place is directly else (10, 1_000):
            restore()
            results.append(loop(place, make_act(), interval, work))
        print(work.__name__, place.__name__, *results)
restore()
