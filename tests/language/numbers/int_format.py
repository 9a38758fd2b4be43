"""Formatting integers with format specifications and with %."""
for spec in (
    "",
    "d",
    "x",
    "X",
    "o",
    "b",
    "#x",
    "#o",
    "#b",
    "c",
    "5",
    "<5",
    "^5",
    ">5",
    "05",
    "+",
    " ",
    "-",
    "+05d",
    ",",
    "_",
    "_x",
    "#010x",
    "=+8",
    "*^9",
    "n",
    "e",
    ".2f",
    "%",
    "x<6d",
):
    print(spec, "|".join(format(v, spec) for v in (65, 1234)))
for v in (0, -5, -1234567, 10**20, True):
    print(
        format(v, "d"),
        format(v, ","),
        format(v, "+d"),
        format(v, "#x"),
        format(v, "012d"),
        format(v, "<12,d") + "|",
        format(v, "_b") if abs(v) < 100 else "",
    )
print(
    "%d %5d %-5d| %05d %+d %x %X %o %#x %#o %c %c %s %r %i"
    % (42, 42, 42, 42, 42, 255, 255, 8, 255, 8, 65, "z", 42, 42, 3.99)
)
print("%(a)d-%(b)05.1f-%(a)s" % {"a": 7, "b": 2.5}, "%%", "%d%%" % 50, "%*d|%-*d|%.*f" % (6, 42, 6, 42, 2, 3.14159))
print("%.5d %10.4d %-10.4x|" % (42, 42, 42))
for bad, value in ((".2d", 5), ("s", 5), (",x", 5), ("c", -1), ("+c", 65), ("q", 5), ("5", None)):
    try:
        print(repr(format(value, bad)))
    except Exception as error:
        print(bad, value, "->", type(error).__name__ + ":", error)
for text, value in (
    ("%d", "a"),
    ("%d %d", 1),
    ("%d", (1, 2)),
    ("%x", 1.5),
    ("%c", "ab"),
    ("%c", 1114112),
    ("%y", 1),
    ("%", 1),
    ("%(a)d", 5),
    ("%(a)d", {}),
    ("%f", "x"),
):
    try:
        print(repr(text % value))
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)
