"""from __future__ import annotations keeps them as text."""
from __future__ import annotations


def f(a: undefined, b: 1 + 2 = 0, *c: list[int], d: lambda x: x, e: "str") -> x.y[z]:
    pass


for k, v in f.__annotations__.items():
    print(k, repr(v))


class C:
    a: Not.Defined
    b: dict[str, int] | None = None
    c: (yes if no else maybe)
    d: [1, 2, *x]
    e: {"a": b}
    f: not x and y or z
    g: -(x**2)
    h: f"{x}"
    i: x[1:2, ...]
    j: call(a, *b, k=1, **c)


for k, v in C.__annotations__.items():
    print(k, repr(v))
v: undefined_too = 1
print(__annotations__)
