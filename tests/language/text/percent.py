"""The % operator on strings."""
def attempt(format, values):
    try:
        print(repr(format % values))
    except Exception as e:
        print(type(e).__name__, e)

class Thing:
    def __str__(self):
        return "strñ"
    def __repr__(self):
        return "repr日"
    def __int__(self):
        return 7
    def __index__(self):
        return 8
    def __float__(self):
        return 2.5

for format in ["%s", "%r", "%a", "%5s|", "%-8s|", "%.2s|", "%8.3r|", "%c", "%d", "%i", "%5d|", "%-5d|", "%05d|", "%+d", "% d", "%x", "%#x", "%X", "%#X",
               "%o", "%#o", "%e", "%E", "%f", "%F", "%g", "%G", "%10.3f|", "%-10.2e|", "%+.1f", "%#g", "%%", "%5%", "%.3d", "%#.5x", "%010.2f", "%u"]:
    for values in [1, -42, 3.75, "text", "ñ日", (5,), Thing(), True, None, 10**25, float("inf"), ()]:
        attempt(format, values)
attempt("%s %s", ("a", "b"))
attempt("%s %s", ("a",))
attempt("%s", ("a", "b"))
attempt("no conversions", ())
attempt("no conversions", (1,))
attempt("no conversions", [1])
attempt("no conversions", {"a": 1})
attempt("no conversions", 5)
attempt("%(a)s %(b)d", {"a": "x", "b": 3})
attempt("%(a)s", {"b": 3})
attempt("%(a)s", 1)
attempt("%(a)s %s", {"a": 1})
attempt("%(a(b))s", {"a(b)": 9})
attempt("%(a", {"a": 1})
attempt("%", ())
attempt("%5", 1)
attempt("%.", 1)
attempt("%y", 1)
attempt("abc %z", 1)
attempt("é%ñ", 1)
attempt("%*d|", (5, 42))
attempt("%-*d|", (5, 42))
attempt("%*d|", (-5, 42))
attempt("%.*f|", (2, 3.14159))
attempt("%.*f|", (-2, 3.14159))
attempt("%*d", ("x", 1))
attempt("%*d", (1,))
attempt("%ld %hd %Ld", (1, 2, 3))
attempt("%c%c%c", (65, "ñ", 0x1F600))
attempt("%c", "ab")
attempt("%c", 0x110000)
attempt("%c", -1)
attempt("%c", 1.5)
attempt("%5c|%-5c|", ("x", "日"))
attempt("%d", "5")
attempt("%x", 1.5)
attempt("%f", "x")
attempt("%s", ((1, 2),))
attempt("%s and %s", ([1], {2: 3}))
attempt("%r %(a)r", {"a": 1})
print("%s" % "abc", "%%%s%%" % 1, "%s %d%%" % ("cpu", 50))
class Sub(str):
    pass
print(type("%s" % Sub("x")), "%s" % Sub("sub"), Sub("%d") % 5, type(Sub("%d") % 5))
class Right(str):
    def __rmod__(self, other):
        return "right " + other
print("%s" % Right("x"))
