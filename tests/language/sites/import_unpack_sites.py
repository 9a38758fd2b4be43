# Imports, unpacking, membership tests and deletions are call sites: the same site with other operands,
# and with other modules.
import builtins
import sys
import types


def load():
    import colors
    return colors.name


def load_submodule():
    import shapes.round
    return shapes.name, shapes.round.name


def load_from():
    from colors import name
    return name


def load_late():
    from shapes import late
    return late


def module(name, /, **attributes):
    m = types.ModuleType(name)
    m.__dict__.update(attributes)
    return m


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


print(attempt(load))
sys.modules["colors"] = module("colors", name="first")
shapes = module("shapes", name="shapes", __path__=[])
shapes.round = module("shapes.round", name="round")
sys.modules["shapes"] = shapes
sys.modules["shapes.round"] = shapes.round
for _ in range(3):
    print(load(), load_from(), load_submodule(), attempt(load_late))
sys.modules["colors"].name = "renamed"
print(load(), load_from())
sys.modules["colors"] = module("colors", name="second")
print(load(), load_from())
shapes.late = "late"
print(load_late())
del shapes.late
sys.modules["shapes.late"] = module("shapes.late")
print(load_late().__name__)
sys.modules["shapes"] = module("shapes", name="other", __path__=[], round=shapes.round)
print(load_submodule())
for i in range(4):
    print(load(), load_from(), load_submodule())
    if i == 1:
        original = builtins.__import__

        def hooked(name, *rest):
            print("importing", name, rest[2:])
            return original(name, *rest)

        builtins.__import__ = hooked
    if i == 2:
        builtins.__import__ = original
del sys.modules["colors"]
print(attempt(load), attempt(load_from))
sys.modules["colors"] = None
print(attempt(load), attempt(load_from))
sys.modules["colors"] = "anything"
print(attempt(load), attempt(load_from))
sys.modules["colors"] = module("colors", name="third")
print(load(), load_from())
del sys.modules["colors"].name
print(attempt(load), attempt(load_from))


def in_namespace(namespace):
    exec("def f():\n import colors\n return colors", namespace)
    return namespace["f"]


special = dict(vars(builtins))
special["__import__"] = lambda *args: ("special", args[0])
plain, other = in_namespace({}), in_namespace({"__builtins__": special})
for _ in range(2):
    print(plain().__name__, other())
other.__globals__["__builtins__"]["__import__"] = lambda *args: "changed"
print(plain().__name__, other())
none = in_namespace({"__builtins__": {}})
print(attempt(none))


class Pair:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        return iter(self.items)


class Old:
    def __getitem__(self, i):
        return (10, 20)[i]


def unpack(x):
    a, b = x
    return a, b


def unpack_star(x):
    a, *b, c = x
    return a, b, c


def generate(n):
    yield from range(n)


values = [(1, 2), [3, 4], "ab", {5: 6, 7: 8}, range(2), generate(2), Pair(1, 2), Old(), b"xy",
          (1,), [1, 2, 3], Pair(), generate(3), 5, None, Pair, iter([1, 2]), {1: 2}.items()]
for f in (unpack, unpack_star):
    for _ in range(2):
        for v in values:
            print(type(v).__name__, attempt(f, v))
swap = [1, 2]
for _ in range(3):
    swap = a, b = unpack(swap)
    a, b = b, a
    swap = [a, b]
print(swap)


class Bag:
    def __contains__(self, item):
        return item == 1


def member(item, container):
    return item in container, item not in container


for _ in range(2):
    for container in ([1, 2], (1,), {1}, {1: 2}, "1", b"1", range(3), Bag(), Pair(1), generate(2),
                      frozenset([2]), 5, Pair(Pair())):
        print(attempt(member, 1, container))


class Store:
    def __delitem__(self, key):
        print("delitem", key)

    def __delattr__(self, name):
        print("delattr", name)


def delete_item(container, key):
    del container[key]
    return container if not isinstance(container, Store) else "store"


def delete_attribute(o):
    del o.x
    return "deleted"


class Plain:
    pass


for _ in range(2):
    for container in ([1, 2], {1: 2}, Store(), (1, 2), "ab", bytearray(b"ab"), Plain(), None):
        print(attempt(delete_item, container, 1))
    p = Plain()
    p.x = 1
    for o in (p, Store(), p, 5, Plain):
        print(attempt(delete_attribute, o))


class Manager:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self.name

    def __exit__(self, kind, value, traceback):
        print("leaving", self.name, kind and kind.__name__)
        return self.name != "passes"


def managed(m, fails):
    with m as name:
        if fails:
            raise ValueError(name)
        return name
    return "swallowed"


class Half:
    def __enter__(self):
        pass


for i in range(3):
    for m in (Manager("swallows"), Manager("passes"), Half(), 5):
        print(attempt(managed, m, True), attempt(managed, m, False))
    if i == 1:
        Manager.__enter__ = lambda self: "rebound"
        Manager.__exit__ = lambda self, *info: print("rebound exit", len(info))


# Built-ins that are nothing but a special method.
class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __iter__(self):
        return iter(range(self.n))

    def __next__(self):
        if self.n == 0:
            raise StopIteration("end")
        self.n -= 1
        return self.n

    def __abs__(self):
        return -self.n


class Lazy:
    def __iter__(self):
        return 3


def measure(x):
    return attempt(lambda: len(x)), attempt(lambda: abs(x)), attempt(lambda: next(x)), attempt(
        lambda: type(iter(x)).__name__)


for _ in range(2):
    for x in (Sized(3), [1], Sized(0), b"abc", 5, Sized(-1), Sized("x"), Sized(2.5), Sized(1 << 70),
              Lazy(), iter([7]), {}, Sized(True)):
        print(measure(x))
len = lambda x: "my len"
print(measure(Sized(2)))
del len
print(measure(Sized(2)))
