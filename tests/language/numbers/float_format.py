"""Formatting floats with format specifications and with %."""
for spec in (
    "",
    "f",
    ".0f",
    ".1f",
    ".2f",
    ".10f",
    "e",
    ".0e",
    ".3e",
    "E",
    "g",
    ".3g",
    ".10g",
    "G",
    "%",
    ".1%",
    "n",
    "10.2f",
    "<10.2f",
    "^10.2f",
    "+.2f",
    " .2f",
    "010.2f",
    ",.2f",
    "_.2f",
    "#.0f",
    "#g",
    "=+10.1f",
    "*^12.3e",
    "z.1f",
):
    print(spec, "|".join(format(v, spec) for v in (0.0, 1.0, -1.5, 3.14159265, 1234567.891, 1e-7, -0.04)))
for v in (float("inf"), float("-inf"), float("nan")):
    print(format(v, "f"), format(v, "F"), format(v, "10.3e"), format(v, "+g"), format(v, "010f"), "%f" % v, "%5.1F" % v)
print("%f %.2f %e %.0e %g %G" % (1.5, 2.675, 12345.678, 12345.678, 1e-10, 1e20))
print("%5.1f|%-8.2f|%+.1f|%08.3f|% .2f|%#.0f" % (3.14159, 2.5, 1.0, -3.14159, 4.0, 5.0))
print("%g %g %g %g %g %g" % (100000, 1000000, 0.0001, 0.00001, 123456789, 1.5))
print("%.3s|%r|%s" % (3.14159, 1.0, 2.0))
print("{:.2f} {:.3} {:10} {:<10}|{:>+10.1f}".format(3.14159, 3.14159, 2.5, 2.5, 9.99))
print(round(2.345, 2), round(1e300, 2), round(-1.45, 1), round(5e-324, 3), round(12345.6789, 3), round(0.5e-10, 10))
for bad in ("d", "x", ".2d", "s", "c", "Q", "..2f", "10,_f"):
    try:
        print(format(1.5, bad))
    except ValueError as error:
        print(bad, "->", error)
print(format(3, ".2f"), format(7, "e"), format(True, ".1f"), format(10**20, ".3g"))
