# Every operator and comparison over every pair of built-in operands, several times: at sites of their own, where the second round
# runs what the first one linked, and at sites that all pairs share. A line has the checksum of the outcomes of one operator with
# one left operand, and whether all rounds agree.
import array
import binascii
import collections
import operator

OPERATORS = "+ - * / // % ** << >> & | ^ @ < <= == != > >=".split()


class Sub(int):
    def __radd__(self, other):
        return "Sub.__radd__"

    def __eq__(self, other):
        return "Sub.__eq__"


class Words(list):
    def __lt__(self, other):
        return []


class Quiet(tuple):
    __eq__ = object.__eq__
    __add__ = None


class Borrowed:
    __add__ = list.__add__
    __lt__ = str.__lt__
    __eq__ = dict.__eq__


VALUES = [
    0, 3, -2, 2**70, True, 1.5, -0.0, float("inf"), 2 + 1j, None, Ellipsis, NotImplemented, "", "ab", "%s", b"", b"xy", bytearray(b"q"),
    (), (1, 2), [], [3, "a"], {}, {1: 2}, set(), {1, 2}, frozenset([2]), range(3), int, collections.OrderedDict(a=1), collections.Counter("aab"),
    collections.deque([1]), array.array("i", [1]), Sub(4), Words([1]), Quiet((1, 2)), Borrowed(), memoryview(b"xy"), {1: 2}.keys(), slice(1),
]


def outcome(function, a, b):
    try:
        result = function(a, b)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if isinstance(result, (Borrowed, map)):
        return type(result).__name__
    return f"{type(result).__name__} {result!r}"


def make(op, kind):
    space = {}
    if kind == "value":
        exec(f"def f(a, b):\n return a {op} b", space)
    elif kind == "test":
        exec(f"def f(a, b):\n if a {op} b: return 1\n return 0", space)
    else:
        exec(f"def f(a, b):\n a {op}= b\n return a", space)
    return space["f"]


def copied(value):
    """In-place operators change their left operand."""
    if isinstance(value, (list, bytearray, set, dict, collections.deque, array.array)):
        return type(value)(value) if not isinstance(value, array.array) else array.array("i", value)
    return value


def is_large(value):
    return isinstance(value, int) and value > 100


for op in OPERATORS:
    compares = op in "< <= == != > >=".split()
    shared = {kind: make(op, kind) for kind in (("value", "test") if compares else ("value", "inplace"))}
    for left in VALUES:
        seen = []
        for right in VALUES:
            if op in ("**", "<<", "*") and (is_large(left) or is_large(right)):
                continue  # very large results
            if op == "*" and not isinstance(left, (int, float, complex)) and not isinstance(right, int):
                continue  # which operand the error blames is CPython's business
            if op == "*" and isinstance(left, Sub) or op == "%" and isinstance(right, collections.deque) or op == "|" and isinstance(left, collections.OrderedDict):
                continue  # peculiar there
            if op == "+" and isinstance(right, Sub) and not isinstance(left, (int, float, complex)):
                continue  # CPython asks the number before it asks the sequence
            for kind, everywhere in shared.items():
                here = make(op, kind)
                rounds = [outcome(f, copied(left), right) for f in (here, here, here, everywhere)]
                if len(set(rounds)) > 1:
                    print("differs:", op, kind, type(left).__name__, type(right).__name__, rounds)
                seen.append(rounds[0])
        # The texts of memory views and of unordered sets are not compared.
        text = "\n".join(line for line in seen if "0x" not in line and not line.startswith(("set {", "frozenset(")))
        print(op, type(left).__name__, len(seen), binascii.crc32(text.encode()))
