"""Methods of float: round, hex, ratios, division, comparison with ints."""
import sys


def show(label, function, *args):
    try:
        print(label, "->", repr(function(*args)))
    except Exception as error:
        print(label, "->", type(error).__name__ + ":", error)


inf, nan = float("inf"), float("nan")
numbers = [0.0, -0.0, 0.5, 1.5, 2.5, -2.5, 1.005, 2.675, 1e16, 123456.789, -987654.321, 5e-324, 1.7976931348623157e308, 0.1, 1e22, 4.35, 5.015, 15.0, 25.0, 250.0, 50.0, 50.1, 49.99, 5.0, 5.1, 9.5, 95.0, 1e23, 9.999999999999999e22]
for d in numbers + [inf, -inf, nan]:
    for digits in (0, 1, 2, 3, 15, 16, 17, 300, 324, -1, -2, -3, -22, -23, -24, -308, -309, 10**20, -(10**20)):
        show(f"round({d!r}, {digits})", round, d, digits)
    show(f"round({d!r})", round, d)
    show(f"int({d!r})", int, d)
    show(f"floor {d!r}", d.__floor__)
    show(f"ceil {d!r}", d.__ceil__)
    show(f"ratio {d!r}", d.as_integer_ratio)
    show(f"integer {d!r}", d.is_integer)
    print(d.hex(), hash(d) if d == d else "", bool(d), -d, +d, abs(d), d.real, d.imag, d.conjugate())
    if d == d:
        assert float.fromhex(d.hex()) == d
for text in ("0x1p-1074", "0x1p-1075", "0x1.8p-1075", "0x1.0000000000001p-1075", "0x1p1024", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7p1023", "-0x0p0", "1", "a.8", ".8p1", "0x.p1", "0x", "zz", "", "inf", "-NAN", " 0x1 ", "0x1p", "0x1p+5",
             "0x1.00000000000008p0", "0x1.00000000000018p0", "0x1.000000000000080001p0", "0x123456789abcdef012345p-40", "0x1p999999999999999999999", "0x1p-999999999999999999999", "0x0p999999999999999999999", "1e5", "0x1.8p0x"):
    show(f"fromhex({text!r})", float.fromhex, text)
for a in (0.0, -0.0, 1.0, -1.0, 5.5, -5.5, 1e300, inf, -inf, nan, 3, -7, 2**60):
    for b in (1.0, -1.0, 2.5, -2.5, 1e-300, inf, -inf, nan, 0.0, 3, -3):
        for label, function in (("//", lambda: a // b), ("%", lambda: a % b), ("divmod", lambda: divmod(a, b)), ("/", lambda: a / b), ("**", lambda: a**b)):
            if isinstance(a, int) and isinstance(b, int):
                continue
            try:
                print(a, label, b, "=", function())
            except Exception as error:
                print(a, label, b, "->", type(error).__name__ + ":", error)
for n in (0, 1, -1, 2**53, 2**53 + 1, -(2**53) - 1, 2**63, 2**64, 2**64 + 1, 10**22, 10**23, 10**308, 10**309, -(10**309), 2**1023, 2**1024):
    for d in (0.0, 1.0, -1.0, 2.0**53, 2.0**53 + 2, 2.0**63, 2.0**64, 1e22, 1e23, 1.7976931348623157e308, 2.0**1023, inf, -inf, nan, 0.5):
        print((n < d, n <= d, n == d, n != d, n > d, n >= d), (d < n, d <= n, d == n, d != n, d > n, d >= n), end=" ")
    print()
print([d for d in (1.0, 10.0, 1e16, 2.0**63, 2.0**64, 1e22) if hash(d) != hash(int(d))], hash(0.5), hash(-1.0), hash(2.0**61), hash(1e300), hash(-1e-300), hash(inf), hash(-inf))
print(float.__getformat__("double"), float.__getformat__("float"))
show("getformat", float.__getformat__, "x")
show("getformat", float.__getformat__, 1)
show("fromhex", float.fromhex, 1)
for name in ("add", "radd", "sub", "rsub", "mul", "truediv", "rtruediv", "floordiv", "mod", "divmod", "pow", "rpow", "lt", "eq", "ne", "ge"):
    method = getattr(6.5, f"__{name}__")
    print(name, method(3), method(True), method(1.5), method("a"), method(2j))
print(sys.float_info.max, sys.float_info.min, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig)


class F(float):
    def __repr__(self):
        return "F"

    @classmethod
    def make(cls, text):
        return cls.fromhex(text)


print(type(F.make("0x1p1")).__name__, F(2.5).hex(), F(2.5) == 2.5, round(F(2.5)), round(F(2.55), 1), type(+F(1)).__name__, F(1).__getnewargs__())
