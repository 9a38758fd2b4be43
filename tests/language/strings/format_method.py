"""str.format and format_map."""
print(
    "{} {}".format(1, 2),
    "{1} {0}".format("a", "b"),
    "{x} {y}".format(x=1, y=2),
    "{0} {x} {0}".format(5, x=6),
    "{{}} {{{}}}".format(1),
)
print(
    "{0[1]} {0[k]} {1.real} {1.__class__.__name__}".format({1: "one", "k": "kay"}, 7)
    if False
    else "{0[k]} {1.real} {1.__class__.__name__} {2[0]}".format({"k": "kay"}, 7, [9])
)
print(
    "{!r} {!s} {!a}".format("é", "é", "é"),
    "{:>5}|{:<5}|{:^5}|{:*^7}".format("a", "b", "c", "d"),
    "{:.2}|{:5.1}|".format("abc", "xyz"),
)
print("{:{}}|{:{w}.{p}f}|{:{a}{w}}".format("x", 4, 3.14159, "y", w=8, p=2, a="^"), "{0:{1}}".format(5, "03d"))
print("{:d} {:x} {:,} {:.1%} {:e}".format(10, 255, 1234567, 0.256, 12345.6789))
print("{} {} {}".format(None, [1, "a"], {"k": (1,)}), "{!s:>6}".format(None), "{:}".format("x"))
print("{a}{b}".format_map({"a": 1, "b": 2}), "{0}".format("{1}"), "".format(1), "{:>{w}}".format("r", w=3))


class Money:
    def __format__(self, spec):
        return f"<{spec}>"


class Default(dict):
    def __missing__(self, key):
        return f"?{key}?"


print(
    "{:abc} {}".format(Money(), Money()),
    format(Money(), "zz"),
    f"{Money():q}",
    "{known} {unknown}".format_map(Default(known=1)),
)
for text, args, kwargs in (
    ("{}", (), {}),
    ("{0} {}", (1, 2), {}),
    ("{} {0}", (1, 2), {}),
    ("{x}", (), {}),
    ("{", (), {}),
    ("}", (), {}),
    ("{0", (1,), {}),
    ("{!x}", (1,), {}),
    ("{:d}", ("a",), {}),
    ("{0.nope}", (1,), {}),
    ("{0[x]}", ([1],), {}),
    ("{0[5]}", ([1],), {}),
    ("{!}", (1,), {}),
    ("{:s}", (5,), {}),
    ("{:10}", (None,), {}),
    ("{:.3d}", (5,), {}),
    ("{:=5}", ("a",), {}),
    ("{:,}", ("a",), {}),
    ("{0[}", ([1],), {}),
    ("{a.}", (), {"a": 1}),
    ("{:{}}", (1,), {}),
):
    try:
        print(text, "->", text.format(*args, **kwargs))
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)
