"""What floats refuse."""


def attempt(label, function):
    try:
        print(label, "->", function())
    except Exception as error:
        print(label, "->", type(error).__name__ + ":", error)


attempt("1.0 / 0", lambda: 1.0 / 0)
attempt("1.0 // 0", lambda: 1.0 // 0)
attempt("1.0 % 0", lambda: 1.0 % 0)
attempt("divmod(1.0, 0)", lambda: divmod(1.0, 0))
attempt("0.0 ** -1", lambda: 0.0**-1)
attempt("1e200 ** 2", lambda: 1e200**2)
attempt("(-8) ** (1/3)", lambda: (-8) ** 0.5)
attempt("float('abc')", lambda: float("abc"))
attempt("float('')", lambda: float(""))
attempt("float('1__0')", lambda: float("1__0"))
attempt("float(None)", lambda: float(None))
attempt("float([])", lambda: float([]))
attempt("float('1', 2)", lambda: float("1", 2))
attempt("1.5 + 'a'", lambda: 1.5 + "a")
attempt("1.5 < 'a'", lambda: 1.5 < "a")
attempt("1.5 & 1", lambda: 1.5 & 1)
attempt("1.5 << 1", lambda: 1.5 << 1)
attempt("[1] * 1.5", lambda: [1] * 1.5)
attempt("'a' * 1.5", lambda: "a" * 1.5)
attempt("inf ratio", lambda: float("inf").as_integer_ratio())
attempt("nan ratio", lambda: float("nan").as_integer_ratio())
attempt("fromhex", lambda: float.fromhex("zz"))
attempt("round(inf)", lambda: round(float("inf")))
attempt("round(nan)", lambda: round(float("nan")))
attempt("round(1e308, -308)", lambda: round(1e308, -308))
attempt("range", lambda: range(3)[1.0])
attempt("pow mod", lambda: pow(2.0, 3, 5))
attempt("1.5.x", lambda: (1.5).x)
attempt("1.5()", lambda: abs(-1.5)())
