"""What a hot loop relies on, and the places from which it is rebound; for the programs next to this one."""
import builtins
import contextlib
import gc
import operator
import sys
import types
from importlib.machinery import ModuleSpec

MODULE = sys.modules[__name__]
real_range, real_len, real_int, real_import = range, len, int, __import__

shift = 1


class Base:
    factor = 2

    def weight(self, x):
        return x + 1


class Item(Base):
    pass


item = Item()
first_weight = Base.weight


class Finder:
    """An import hook: finds the module `hooked`, whose answer is the finder's."""

    def __init__(self, answer):
        self.answer = answer

    def find_spec(self, name, path=None, target=None):
        if name != "hooked":
            return None
        return ModuleSpec(name, self)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.answer = self.answer


def other_import(name, *rest):
    if name != "hooked":
        return real_import(name, *rest)
    return types.SimpleNamespace(answer=100)


class Hooks:
    """sys.meta_path as a namespace of one name."""

    def __setattr__(self, name, finder):
        sys.meta_path[0] = finder
        sys.modules.pop("hooked", None)


def with_range(i):
    n = 0
    for j in range(2):
        n += j + 1
    return n


def with_len(i):
    return len("abc")


def with_int(i):
    return int("7")


def with_global(i):
    return shift + 1


def with_class_attribute(i):
    return item.factor + Item.factor


def with_method(i):
    return item.weight(i)


def with_import(i):
    import hooked
    return hooked.answer


finders = [Finder(n) for n in real_range(3)]

# Each: what the loop does, whose name is rebound, and to what in turn. The first value is the one to begin with.
SUBJECTS = (
    ("range", with_range, builtins, "range", (real_range, lambda n: [5], lambda n: real_range(n + 1))),
    ("len", with_len, builtins, "len", (real_len, lambda x: 10, lambda x: real_len(x) + 1)),
    ("int", with_int, builtins, "int", (real_int, lambda x: 1, lambda x: real_int(x) + 1)),
    ("global", with_global, MODULE, "shift", (1, 2, 3.5, 1 << 70)),
    ("class attribute", with_class_attribute, Base, "factor", (2, 3, 4.5)),
    ("method", with_method, Base, "weight", (first_weight, lambda self, x: x + 2, lambda self, x: -x)),
    ("finder", with_import, Hooks(), "finder", finders),
    ("__import__", with_import, builtins, "__import__", (real_import, other_import)),
)


class Rebinding:
    """One subject under load."""

    def __init__(self, work, namespace, name, values):
        self.work, self.namespace, self.name, self.values = work, namespace, name, values
        self.turn = 0
        self.set(values[0])

    def set(self, value):
        setattr(self.namespace, self.name, value)

    def act(self):
        self.turn += 1
        self.set(self.values[self.turn % real_len(self.values)])


class Dying:
    """Acts when it dies."""

    def __init__(self, act):
        self.act = act
        self.itself = self

    def __del__(self):
        self.act()


def at_depth(function, depth=40):
    """Calls it far down the stack, where nothing of it can be taken for a reference afterwards."""
    if depth == 0:
        function()
    else:
        operator.call(at_depth, function, depth - 1)


def in_a_frame(subject):
    def inner():
        subject.act()
        return subject.work(2)

    return inner()


def in_del(subject):
    def let_die():
        Dying(subject.act)

    at_depth(let_die)
    gc.collect()
    return subject.work(3)


def in_a_callback(subject):
    def key(x):
        subject.act()
        return subject.work(x)

    return sorted([4], key=key)[0] + max(5, 6, key=lambda x: subject.work(x))


def patched_and_restored(subject):
    @contextlib.contextmanager
    def patched(value):
        old = subject.values[subject.turn % real_len(subject.values)]
        subject.set(value)
        try:
            yield
        finally:
            subject.set(old)

    before = subject.work(1)
    with patched(subject.values[1]):
        inside = subject.work(1)
        with patched(subject.values[-1]):
            inside += subject.work(1)
        inside += subject.work(1)
    return before + inside * 7 + subject.work(1)


PLACES = (in_a_frame, in_del, in_a_callback, patched_and_restored)


def loop(subject, place, interval, iterations):
    work = subject.work
    total = 0
    for i in real_range(iterations):
        total += work(i)
        if i % interval == interval - 1:
            total += place(subject)
    return total


def late_loop(subject):
    """A million iterations, then a rebinding from each place, and some more iterations after each."""
    late = {1_000_000 + 100 * n: place for n, place in enumerate(PLACES)}
    work = subject.work
    totals = [0]
    for i in real_range(1_000_400):
        if i in late:
            totals.append(late[i](subject))
        totals[-1] += work(i)
    return totals


@contextlib.contextmanager
def hooked():
    sys.meta_path.insert(0, finders[0])
    sys.modules.pop("hooked", None)
    gc.collect()
    gc.disable()
    yield
    del sys.meta_path[0]


def run(intervals):
    """Every subject rebound from every place at every interval: [(interval, iterations)]."""
    for name, work, namespace, attribute, values in SUBJECTS:
        for place in PLACES:
            results = []
            for interval, iterations in intervals:
                with hooked():
                    subject = Rebinding(work, namespace, attribute, values)
                    results.append(loop(subject, place, interval, iterations))
                    subject.set(values[0])
            print(name, place.__name__, *results)


def run_late(subjects):
    for name, work, namespace, attribute, values in subjects:
        with hooked():
            subject = Rebinding(work, namespace, attribute, values)
            print(name, *late_loop(subject))
            subject.set(values[0])
