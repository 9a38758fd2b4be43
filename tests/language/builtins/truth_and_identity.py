"""Truth of everything; and/or/not return operands; identity of singletons."""
import sys

for v in (
    0,
    1,
    -1,
    0.0,
    0.1,
    "",
    " ",
    [],
    [0],
    (),
    (0,),
    {},
    {0: 0},
    set(),
    {0},
    None,
    True,
    False,
    b"",
    b"0",
    range(0),
    range(1),
    0j,
    1j,
    object,
    ...,
    NotImplemented if False else 1,
    bytearray(),
    frozenset(),
    memoryview(b""),
    iter([]),
    (i for i in ()),
    lambda: 0,
):
    t = "T" if v else "F"
    n = not v
    w = "and" if (v and True) else "or"
    print(t, n, w, bool(v), end="; ")
print()
print(
    0 or [] or "x",
    1 and [] and "x",
    None or None,
    "a" or 1 / 0,
    0 and 1 / 0,
    not [] and "n",
    [] or {} or (),
    1 or 0 and 1 / 0,
    (0 or 1) and 2,
)


def f(x):
    print("f", x)
    return x


print(f(0) or f(1) or f(2), f(1) and f(0) and f(2), not f(0), f(1) if f(0) else f(2))
if f(0) or f(3) and f(4):
    print("yes")
while f(1) and not f(1):
    pass
x = [f(i) for i in range(3) if f(i) or i == 0]
print(x)
print(None is None, True is (1 == 1), ... is Ellipsis, type(None) is type(None), int is type(1), print is print)
a = b = []
print(a is b, a is not [], a == [])
c = a[:]
print(c is a, c == a)
print(
    1 in [1, 2],
    1 not in [2],
    "a" in "cat",
    5 in {5: 0},
    3 in range(5),
    None in [None],
    [] in [[]],
    (1, 2) in {(1, 2)},
    float("nan") in [float("nan")],
)
nan = float("nan")
print(nan in [nan], nan in (nan,), nan in {nan}, nan == nan, [nan] == [nan])
