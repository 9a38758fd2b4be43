"""format() of numbers: every part of the specification, and the errors."""


def show(value, spec):
    try:
        print(f"{value!r:.12} {ascii(spec)} -> {format(value, spec)!r}")
    except Exception as error:
        print(f"{value!r:.12} {ascii(spec)} -> {type(error).__name__}: {error}")


ints = (0, 5, -5, 1234, -1234567, 10**20, True, 65)
for value in ints:
    for align in ("", "<", ">", "^", "=", "*<", "0=", "\u00e9^"):
        for middle in ("", "+", " ", "#", "+#", "0", "+#0"):
            for width in ("", "12", "1"):
                for kind in ("", "d", "x", "X", "o", "b", "n", ",", "_", "_x", "_b", ",d"):
                    if (len(align) * 3 + len(middle) * 5 + len(width) + len(kind) * 2 + value) % 23 == 0:
                        show(value, align + middle + width + kind)
for width in range(1, 16):
    print(format(1234, f"0{width},"), format(-1234, f"0{width}_"), format(0xABCDE, f"0{width}_x"), format(1234.5, f"0{width},"), format(-1234567.891, f"0{width},.1f"), format(float("inf"), f"0{width},"))
floats = (0.0, -0.0, 1.0, -1.5, 1234567.891, 1e-5, 1e16, 1e100, 0.00012345, 123456789.0, 5e-324, float("inf"), float("nan"), -float("inf"), 0.5, 2.5, 999999.5, 9.5, 0.999, 99.9995)
for value in floats:
    for spec in ("", "f", "F", "e", "E", "g", "G", "n", "%", ".0f", ".0e", ".0g", ".1f", ".3e", ".3g", ".10g", ".17g", ".3", ".0", ".1", ".20", "#.0f", "#.0e", "#g", "#.3g", "#", "#.3", "+f", " e", "010.2f", "<10.1f|"[:-1], ",", ",.2f", "_.3f", "_", ",g", "=+12.2f", "z.0f", "z.1f", "z", "+z.1e", "*^20.4g", "020", ".2%", "z.0%"):
        show(value, spec)
for value in (-0.04, -0.0, -0.05, 0.04, -1e-10):
    for spec in ("z.1f", "z.2f", "z.0e", "zg", "z", "z%", "+z.1f", " z.1f", "z,.1f"):
        show(value, spec)
for value in (3, -7, 10**17, 10**400):
    for spec in ("e", ".2f", "g", "%", ",.1f", "010.1f"):
        show(value, spec)
complexes = (0j, 1j, 1 + 2j, -1.5 - 0.5j, complex(-0.0, 1), complex("inf+nanj"), 1e20 + 1e-7j, 1234567 + 7654321j)
for value in complexes:
    for spec in ("", "f", ".2f", "e", ".1e", "g", ".3g", ".3", "n", "+", " .1f", "20", "<20", "^20.1f", "*>30.2e", ",.1f", "_", "#.0f", "010", "=10", "%", "d", "s", "z.1f", "0<10"):
        show(value, spec)
for value in (5, 5.0, 5j):
    for spec in ("xx", "q", "10000000000000000000000", ".99999999999999999999f", ".3000000000f", ".2d", "+c", "#c", ",c", "z", "zd", ",n", "_n", ",_d", "_,d", ",,d", "__d", "\x01", "\u00e9", "\u20ac", "c", "s", "5.d", ".f", ",x", "c,", "=c", "_c", "5.", "-", "--", "<<<", "#0#", "\u0665d", ".\u0662f"):
        show(value, spec)
for value in (1114112, -1, 10**20, 0x1F600, 0xD800, 65):
    for spec in ("c", "5c", "<5c", "^5c", "*>5c", "05c", "=5c"):
        show(value, spec)
for spec in ("=5", "+", " ", "-", "#", ",", "_", "d", "z", "05", "<05", ".2", "*^9.2", "\u20ac>6", "5s", "5.1s", ".s", "c"):
    show("abc", spec)
for value in (5, 5.5, 5j, True):
    try:
        value.__format__(1)
    except TypeError as error:
        print(error)
