"""Numbers in str % values."""


def show(text, value):
    try:
        print(f"{text!r} % {value!r:.20} -> {(text % value)!r}")
    except Exception as error:
        print(f"{text!r} % {value!r:.20} -> {type(error).__name__}: {error}")


for flags in ("", "-", "+", " ", "0", "#", "+0", "-0", "#0", "+ ", "-#", "0-+"):
    for width in ("", "1", "8", "12"):
        for precision in ("", ".0", ".5", ".12"):
            for kind in "dxXoieEfFgG":
                if (len(flags) * 3 + len(width) * 5 + len(precision) + ord(kind)) % 7 == 0:
                    for value in (0, 42, -42, 2**70, -0.0, 3.75, 1e100):
                        if kind in "xXo" and isinstance(value, float):
                            continue
                        show("%" + flags + width + precision + kind, value)
for value in ("a", None, [], 1j, 1.5, True, float("inf"), float("nan"), 10**400, b"1"):
    for kind in "dixXouefg":
        show("%" + kind, value)


class Indexed:
    def __index__(self):
        return 255


class Whole:
    def __int__(self):
        return 7


class Real:
    def __float__(self):
        return 2.5


for make in (Indexed, Whole, Real):
    for kind in "dxofg":
        try:
            print(make.__name__, kind, ("%" + kind) % make())
        except TypeError as error:
            print(make.__name__, kind, error)
print("%.3000d" % 1 == "0" * 2999 + "1", len("%.500f" % 0.1), "%.60f" % 0.1, "%*d|%-*d|%.*f|%*.*e" % (6, 42, -6, 42, 2, 3.14159, 12, 3, 1.5))
print(b"%d %5.2f %x %-6d|" % (5, 1.5, 255, 7))
