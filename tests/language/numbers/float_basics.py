"""Floats: arithmetic, special values, methods."""
inf, nan = float("inf"), float("nan")
print(0.1 + 0.2, 1.5 * 2, 7.0 // 2, -7.0 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7.5, 2))
print(1 / 3, 2.0**10, 2**0.5, 4**-0.5, (-8) ** 2.0, 10.0**-3)
print(inf, -inf, nan, inf + 1, inf - inf, inf * 0, -inf < 0 < inf, nan == nan, nan != nan, nan < 1)
print(0.0, -0.0, 0.0 == -0.0, -0.0 + 0, 1 / inf, -1 / inf, str(-0.0), 0.0 * -1)
print(
    float(),
    float(3),
    float("1e3"),
    float(" -2.5 "),
    float("inf"),
    float("-Infinity"),
    float("nan"),
    float("1_0.5"),
    float(".5"),
    float("5."),
)
print(
    (0.5).is_integer(),
    (3.0).is_integer(),
    (0.75).as_integer_ratio(),
    (-2.5).as_integer_ratio(),
    (1.5).hex(),
    float.fromhex("0x1.8p+1"),
)
print((2.5).real, (2.5).imag, (2.5).conjugate(), abs(-2.5), -(-2.5), +2.5)
print(
    int(2.9),
    int(-2.9),
    round(2.5),
    round(3.5),
    round(-2.5),
    round(2.675, 2),
    round(1234.5678, -2),
    round(0.5),
    round(1.5),
    round(2.5, 0),
)
print(1.0 == 1, 1.5 > 1, 1.5 < 2, 3 <= 3.0, 2**53 == 2.0**53, 1e16 + 1 == 1e16)
print(hash(1.0) == hash(1), hash(0.5), hash(inf), hash(-inf), hash(2.0**70) == hash(2**70), hash(-0.0), hash(1.25))
print(min(1.5, 1), max(1, 1.0), max(1.0, 1), sum([0.1] * 10), sum([1, 2.5, 3]))
print(3.7 // 0.1, 3.7 % 0.1, 1e308 * 10, -1e308 * 10, 5e-324 / 2, 1e-320)
print(
    float.__add__(1.0, 2),
    float.__radd__(1.0, 2),
    (1.0).__eq__(1),
    (1.0).__lt__("a"),
    (1.5).__trunc__(),
    (1.5).__floor__(),
    (1.2).__ceil__(),
)
print(bool(0.0), bool(-0.0), bool(0.1), bool(nan), not 0.0)
print((1.0).__class__, type(1.0 + 1), type(True + 1.0), type(3 / 1))
print([x for x in (1e22, 1e23, 123456789012345680.0, 1e15, 1e16, 1e17, 0.0001, 0.00001)])
