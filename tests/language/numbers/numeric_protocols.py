"""__int__, __index__, __float__, __round__, __divmod__ and friends of own classes."""
import math


class Number:
    def __init__(self, value):
        self.value = value

    def __int__(self):
        return self.value

    def __index__(self):
        return self.value

    def __float__(self):
        return self.value + 0.5

    def __complex__(self):
        return complex(self.value, 1)

    def __round__(self, digits=None):
        return ("rounded", self.value, digits)

    def __trunc__(self):
        return "truncated"

    def __floor__(self):
        return "floored"

    def __ceil__(self):
        return "ceiled"

    def __divmod__(self, other):
        return ("divmod", other)

    def __rdivmod__(self, other):
        return ("rdivmod", other)

    def __pow__(self, other, modulus=None):
        return ("pow", other, modulus)

    def __rpow__(self, other):
        return ("rpow", other)

    def __abs__(self):
        return "abs"

    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"


n = Number(3)
print(int(n), float(n), complex(n), round(n), round(n, 2), math.trunc(n), math.floor(n), math.ceil(n))
print(divmod(n, 1), divmod(1, n), pow(n, 2), pow(n, 2, 5), n**2, 2**n, abs(n), -n, +n, ~n)
print([10, 20, 30, 40][n], "abcdef"[n:], range(10)[n], bin(n), hex(n), "x" * n, [0] * n, chr(n + 94 if False else 97))
print(list(range(n)), bytes(n), bytearray(n), (1, 2, 3, 4)[n], slice(n, n).indices(n))


class IndexOnly:
    def __index__(self):
        return 7


print(
    int(IndexOnly()),
    float(IndexOnly()),
    complex(IndexOnly()),
    [*range(10)][IndexOnly()],
    round(7.12345, IndexOnly() - 0 if False else 2),
)


class Bad:
    def __index__(self):
        return "no"

    def __float__(self):
        return 1

    def __int__(self):
        return 1.5


for f in (int, float, bin, hex, complex, range):
    try:
        print(f.__name__, f(Bad()))
    except TypeError as error:
        print(f.__name__, error)


class IntSub(int):
    def __add__(self, other):
        return IntSub(int(self) + other)

    def __repr__(self):
        return f"IntSub({int(self)})"


i = IntSub(5)
print(
    i,
    i + 1,
    i * 2,
    1 + i,
    i == 5,
    hash(i) == hash(5),
    type(i + 1).__name__,
    type(i * 2).__name__,
    [1, 2, 3, 4, 5, 6][i],
    f"{i:d} {i}",
    "%d %s" % (i, i),
)
print(isinstance(i, int), int(i) is not i, i.real, -i, abs(IntSub(-3)), sorted([IntSub(3), 1, IntSub(2)]))


class FloatSub(float):
    pass


print(FloatSub(2.5) + 1, FloatSub("1.5"), type(-FloatSub(1)).__name__, FloatSub(3).is_integer(), repr(FloatSub(1)))
