# Subscripts and membership tests that come down to one method of a built-in type: each site sees its container, then others of
# other types, subclasses with and without a method of their own, wrong keys, and a class whose method is taken from elsewhere.
import array
import collections


def get(container, key):
    return container[key]


def first(container):
    return container[0]


def put(container, key, value):
    container[key] = value


def has(container, key):
    return key in container


def lacks(container, key):
    return key not in container


def outcome(function, *arguments):
    try:
        return repr(function(*arguments))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def show(function, *arguments):
    print(function.__name__, outcome(function, *arguments))


def fresh(function):
    """The same function with sites of its own."""
    return type(function)(function.__code__.replace(co_name=function.__name__), globals(), function.__name__)


class Text(str):
    pass


class Shout(str):
    def __getitem__(self, key):
        return str.__getitem__(self, key).upper()

    def __contains__(self, key):
        return "yes" if str.__contains__(self, key) else ""


class Numbers(array.array):
    pass


class Borrowed(list):
    __contains__ = list.__getitem__  # what it gives is taken for true or false


class Foreign:
    __getitem__ = str.__getitem__
    __contains__ = str.__contains__
    __setitem__ = bytearray.__setitem__


containers = [
    "hello", b"hello", bytearray(b"hello"), memoryview(b"hello"), range(10, 20), array.array("d", [1.5, 2.5, 3.5]),
    array.array("i", [4, 5, 6]), collections.deque([7, 8, 9]), [1, 2, 3], (1, 2, 3), {0: "zero", 1: "one", -1: "last"},
    {"a"}, frozenset([1, 2]), Text("hello"), Shout("hello"), Numbers("b", [1, 2]), Borrowed([0, 5]), Foreign(), None, 5, list,
    {0: 1}.keys(), {0: 1}.items(), {0: 1}.values(), collections.OrderedDict({0: 5}), collections.Counter("aab"),
]
keys = [0, -1, 99, True, "e", b"e", None, slice(1), 10**30, [1]]

for container in containers:
    print("---", type(container).__name__)
    get_here, has_here, lacks_here = fresh(get), fresh(has), fresh(lacks)
    for key in keys:
        hashable = not (isinstance(key, slice) and isinstance(container, (set, frozenset)))
        rounds = [
            (outcome(get_here, container, key), hashable and outcome(has_here, container, key), hashable and outcome(lacks_here, container, key))
            for _ in range(3)
        ]
        if isinstance(container, memoryview) and isinstance(key, slice):
            continue  # its text has an address
        print(key, *rounds[0], rounds[0] == rounds[1] == rounds[2])

print("--- one site for all")
for container in containers * 2:
    print(outcome(first, container), outcome(has, container, 1), outcome(lacks, container, 1))

print("--- assignments")
values = [0, 256, -1, 1.5, "x", b"x", None]
for make in (
    lambda: bytearray(b"abc"), lambda: array.array("d", [1, 2, 3]), lambda: array.array("b", [1, 2, 3]),
    lambda: collections.deque([1, 2, 3]), lambda: memoryview(bytearray(b"abc")), lambda: memoryview(b"abc"), lambda: [1, 2, 3],
    lambda: {}, lambda: (1, 2, 3), lambda: "abc", lambda: Foreign(), lambda: Numbers("i", [1, 2, 3]), lambda: 5,
):
    put_here = fresh(put)
    for key in (0, -1, 3, slice(1), "k", None):
        container = make()
        print(*(outcome(put_here, container, key, value) for value in values), sep="; ")
        if isinstance(container, memoryview):
            print(bytes(container))
        elif not isinstance(container, Foreign):
            print(container)

print("--- a method comes and goes")


class Late(str):
    pass


late = Late("abc")
seen = []
for i in range(12):
    seen.append((get(late, 1), has(late, "b")))
    if i % 4 == 1:
        Late.__getitem__ = lambda self, key: key
        Late.__contains__ = lambda self, key: False
    elif i % 4 == 3:
        del Late.__getitem__, Late.__contains__
print(seen)
