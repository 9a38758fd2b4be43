"""Complex numbers."""
a, b = 1 + 2j, 3 - 4j
print(a + b, a - b, a * b, a / b, -a, +a, a**2, a**0, a**-1, abs(b))
print(a == b, a != b, a == 1 + 2j, 1j * 1j == -1, complex(3, 0) == 3, complex(3) == 3.0)
print(a.real, a.imag, a.conjugate(), type(a.real))
print(
    1j,
    -1j,
    0j,
    1 - 0j,
    complex(0, -0.0),
    complex(-0.0, 1),
    1e20j,
    1.5j,
    complex("1+2j"),
    complex(" (3-4j) "),
    complex("j"),
    complex("-1.5"),
)
print(complex(1, 2), complex(1.5), complex(1j, 2j), complex(imag=2), complex(real=1, imag=-1))
print(repr(complex(float("inf"), float("nan"))), complex("inf+nanj"), str(2 + 0j), [1j])
print(hash(1 + 0j) == hash(1), hash(0j), bool(0j), bool(1j), {1 + 0j: "x"}[1])
print(sum([1, 2j, 3.5]), 2 * 1j, 1j - 1, 3 / 1j, 2**1j == 2**1j, (1j) ** 3)
print("{:.2f} {:>20} {:+.1e}".format(1 + 2j, 1j, 3 - 4j), f"{1+1j!r}", "%s" % (1 - 1j,))
for label, function in (
    ("1j < 2j", lambda: 1j < 2j),
    ("1j // 1", lambda: 1j // 1),
    ("1j % 1", lambda: 1j % 1),
    ("int(1j)", lambda: int(1j)),
    ("float(1j)", lambda: float(1j)),
    ("1j / 0", lambda: 1j / 0),
    ("complex('x')", lambda: complex("x")),
    ("complex('1 + 2j')", lambda: complex("1 + 2j")),
    ("complex('1', 2)", lambda: complex("1", 2)),
    ("0j ** -1", lambda: 0j**-1),
    ("complex([])", lambda: complex([])),
    ("round(1j)", lambda: round(1j)),
):
    try:
        print(label, "->", function())
    except Exception as error:
        print(label, "->", type(error).__name__ + ":", error)
