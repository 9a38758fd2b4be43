# Built-in classes called at sites of their own: no arguments, some, too many, wrong ones, errors in the middle; and subclasses that
# come to the same site.
import collections
import io
import itertools
import functools

CLASSES = [
    list, dict, set, frozenset, tuple, bytes, bytearray, int, float, complex, str, bool, object, range, slice, enumerate, zip, map, filter,
    reversed, memoryview, property, staticmethod, classmethod, type, collections.deque,
    collections.defaultdict, io.StringIO, io.BytesIO, itertools.count, itertools.chain, itertools.islice, functools.partial, ValueError,
    StopIteration, type(None), type(len), type(iter([])), type({}.keys()),
]


class Iterable:
    def __iter__(self):
        yield 1
        raise KeyError("in the middle")


class Floating:
    def __float__(self):
        return 2.5

    def __index__(self):
        return 3


ARGUMENTS = [(), (3,), ("12",), ((1, 2),), ([(1, 2), (3, 4)],), (Iterable(),), (Floating(),), (None,), ([1], 2), (len, [[1]]), (1, 2, 3), (1, 2, 3, 4), ([], [], [], [], [], [])]


def outcome(function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    text = repr(result)
    return type(result).__name__ if " at 0x" in text or "built-in" in text else text


def calls(count):
    names = ", ".join("abcdef"[:count])
    space = {}
    exec(f"def f(cls{', ' + names if names else ''}):\n return cls({names})", space)
    return space["f"]


shared = [calls(count) for count in range(7)]
for cls in CLASSES:
    for arguments in ARGUMENTS:
        here = calls(len(arguments))
        rounds = [outcome(here, cls, *arguments) for _ in range(3)] + [outcome(shared[len(arguments)], cls, *arguments)]
        if len(set(rounds)) > 1 and cls is not itertools.count:
            print("differs", cls, arguments, rounds)
        print(cls.__name__, len(arguments), rounds[0])


class Many(list):
    def __init__(self, *items):
        super().__init__(items)


class Made(float):
    def __new__(cls, text):
        return super().__new__(cls, text + "5")


make = calls(1)
for cls in (float, float, Made, float, list, Many, list, Made, dict, Many, frozenset, bytearray) * 3:
    print(repr(make(cls, "1")) if cls is not dict and cls is not bytearray else outcome(make, cls, "1"), end=" ")
print()
