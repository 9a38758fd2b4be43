"""int(), float(), complex() and bool(): what they accept and what they refuse."""


def show(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "->", type(error).__name__ + ":", error)


for text in ("0", "-0", " 12 ", "\t+7\n", "1_000", "1__0", "_1", "1_", "", " ", "- 1", "+-1", "12a", "0x1f", "1.0", "\x00", "1\x00",
             "\u0661\u0662", "\u20037", "1\u20032", "\u00e9", "\ud800", "x" * 300, "9" * 30, "-" + "9" * 25):
    show(f"int({ascii(text)[:60]})", int, text)
for text in ("10", "0b10", "0B_1", "0o17", "0X_ff", "0x", "0x_", "_0x1", "017", "000", "0_0", "z", "Zz", "-0xf", "2"):
    for base in (0, 2, 8, 10, 16, 36):
        show(f"int({text!r}, {base})", int, text, base)
for args in ((b"12",), (bytearray(b"-3"),), (memoryview(b"44"),), (b"1x",), (bytearray(b"1x"),), (b"z", 36), (1.5, 10), ("1", 37), ("1", 1), ("1", -1),
             ("1", 2.5), ("1", 10**30), (1.9,), (-1.9,), (1e300,), (True,), (None,), ([],), (1j,), (object,)):
    show("int" + ascii([a for a in args if not isinstance(a, memoryview)]), int, *args)
show("int()", int)
show("int(base=10)", int, base=10)
show("int('7', base=8)", int, "7", base=8)

for text in ("1", "1.", ".5", ".", "", "1e5", "1e", "1e+", "1e+5", "1E-5", "1_0.5_0e1_0", "1._5", "1_.5", "_1", "inf", "-Infinity", "+nan", "infx", "nan(1)",
             "0x1", "1e400", "-1e400", "1e-400", " 2.5\n", "\u0661.\u0665", "1\x00", "2,5", "--1", "1 2", "1" * 400, "0." + "0" * 400 + "1", "1e" + "9" * 40, "1e-" + "9" * 40,
             "0e" + "9" * 30, "2.2250738585072011e-308", "1.7976931348623159e308", "9007199254740993", "9007199254740992.9999999999999999", "4.9e-324", "2.4e-324"):
    show(f"float({ascii(text)[:50]})", float, text)
for args in ((b"1.5",), (bytearray(b"2"),), (memoryview(b"3"),), (b"x",), (10**400,), (-(10**308),), (True,), (None,), ([],), (1j,), ("1", 2)):
    show("float" + ascii([a for a in args if not isinstance(a, memoryview)])[:40], float, *args)
show("float()", float)

for text in ("1", "1j", "j", "-j", "+J", "1+2j", "1-j", " (1+2j) ", "( 3j )", "(1+2j", "1 +2j", "1+", "1+2", "", "()", "infj", "nan+infj", "1e5_0j", "1__0j", "1_0+2_0j",
             "1e400j", ".5j", "1.j", "2jj", "1+2j3", "+1", "1++2j", "\u0661j"):
    show(f"complex({ascii(text)})", complex, text)
for args in ((), (1,), (1, 2), (1.5, -0.0), (1j, 1j), (2, 3j), (1 + 1j, 2), (-0.0, -0.0), ("1", 2), (1, "2"), ([],), (1, []), (b"1",), (10**400,)):
    show(f"complex{args!r}"[:40], complex, *args)
show("complex(real=1)", complex, real=1)
show("complex(imag=2)", complex, imag=2)
show("complex(imag='2')", complex, imag="2")

for value in (0, 1, -1, 0.0, 0.1, "", "a", [], [0], None, 0j, 1j, float("nan"), 10**30, (), {}):
    show(f"bool({value!r})", bool, value)
show("bool()", bool)
show("bool(1, 2)", bool, 1, 2)


class Both:
    def __int__(self):
        return 1

    def __index__(self):
        return 2

    def __float__(self):
        return 3.5

    def __complex__(self):
        return 4j


class OnlyIndex:
    def __index__(self):
        return 5


class WrongInt:
    def __int__(self):
        return "1"


class WrongFloat:
    def __float__(self):
        return 1


class WrongComplex:
    def __complex__(self):
        return 1.0


class Text(str):
    pass


for make in (Both, OnlyIndex, WrongInt, WrongFloat, WrongComplex):
    for function in (int, float, complex):
        show(f"{function.__name__}({make.__name__}())", function, make())
print(int(Text("12")), float(Text("1.5")), complex(Text("1j")))


class MyInt(int):
    def __new__(cls, *args, **kwargs):
        return super().__new__(cls, *args, **kwargs)


class MyFloat(float):
    pass


class MyComplex(complex):
    pass


for value in (MyInt("ff", 16), MyInt(10**30), MyInt(), MyInt(-1), MyFloat("2.5"), MyFloat(), MyComplex(1, 2), MyComplex("3j")):
    print(type(value).__name__, value, value + 1, type(value + 1).__name__, value == +value, hash(value) == hash(+value))
for cls in (int, float, complex, bool):
    show(f"{cls.__name__}.__new__(str)", cls.__new__, str)
    show(f"{cls.__name__}.__new__()", cls.__new__)
    show(f"{cls.__name__}.__new__(5)", cls.__new__, 5)
show("bool subclass", type, "B", (bool,), {})
