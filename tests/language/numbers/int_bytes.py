"""int.to_bytes, int.from_bytes, bit_length, bit_count and other methods of int."""


def show(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "->", type(error).__name__ + ":", error)


values = [0, 1, -1, 127, 128, -128, -129, 255, 256, 2**16 - 1, -(2**15), 2**48 - 1, 2**48, -(2**48), -(2**48) - 1, 2**63 - 1, 2**63, -(2**63), 2**64, -(2**64), 10**30, -(10**30)]
for value in values:
    for length in (0, 1, 6, 7, 8, 9):
        for signed in (False, True):
            for order in ("big", "little"):
                try:
                    data = value.to_bytes(length, order, signed=signed)
                except OverflowError as error:
                    print(value, length, order, signed, error)
                    break
                assert int.from_bytes(data, order, signed=signed) == value or not data, (value, data)
                print(value, length, order, signed, data)
for value in values:
    print(value, value.bit_length(), value.bit_count(), value.as_integer_ratio(), value.conjugate(), value.real, value.imag, value.numerator, value.denominator, hash(value))
show("default", (5).to_bytes)
show("length", (5).to_bytes, 2)
show("order", (5).to_bytes, 2, "middle")
show("order type", (5).to_bytes, 2, 5)
show("negative length", (5).to_bytes, -1, "big")
show("length type", (5).to_bytes, "a")
show("from str", int.from_bytes, "ab", "big")
show("from list", int.from_bytes, [1, 2], "big")
show("from big list", int.from_bytes, [256], "big")
show("from list of str", int.from_bytes, ["a"], "big")
show("from int", int.from_bytes, 5, "big")
show("from bytearray", int.from_bytes, bytearray(b"\x01\x02"), "little")
show("from memoryview", int.from_bytes, memoryview(b"\x01\x02"), "big")
show("from empty", int.from_bytes, b"")
show("bad order", int.from_bytes, b"a", "up")
show("bool", bool.from_bytes, b"\x00")


class Bytes:
    def __bytes__(self):
        return b"\x01\x00"


class Sub(int):
    def __new__(cls, value):
        print("new", value)
        return super().__new__(cls, value)


show("__bytes__", int.from_bytes, Bytes(), "big")
print(type(Sub.from_bytes(b"\x05", "big")).__name__)
for digits in (None, 0, 1, 2, -1, -2, -3, -20, 10**30):
    print(digits, [round(v, digits) for v in (0, 5, 15, 25, -5, -15, 149, 150, 151, 250, 350, 12345, -12350, 10**20 + 5 * 10**19)])
show("round", round, 5, 1.5)
print((5).__round__(), (-7).__trunc__(), (7).__floor__(), (7).__ceil__(), (7).__index__(), (7).__int__(), (7).__float__(), (2**70).__getnewargs__(), True.__getnewargs__())
print((0).__sizeof__(), (1).__sizeof__(), (2**30).__sizeof__(), (2**60).__sizeof__(), (2**90).__sizeof__())
for name in ("add", "radd", "sub", "rsub", "mul", "truediv", "floordiv", "mod", "divmod", "pow", "rpow", "lshift", "rlshift", "and", "or", "xor", "lt", "eq", "ne", "ge"):
    method = getattr(6, f"__{name}__")
    print(name, method(3), method(True), method(1.5), method("a"), method(2**70) if name not in ("pow", "rpow", "lshift", "rlshift") else "")
