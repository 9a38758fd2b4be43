"""Annotations of functions, classes, modules."""


def f(a: int, b: "str" = "x", *args: float, k: list[int] = None, **kw: dict) -> None:
    pass


print(f.__annotations__)
x: int = 5
y: "forward"
z: list[str] = []
print(__annotations__, x, "y" in globals())


class C:
    a: int
    b: str = "b"
    c: "C" = None
    d: dict[str, "C"]
    (e): int = 3

    def m(self, q: int) -> "C":
        ...


print(C.__annotations__, C.b, hasattr(C, "a"), C.m.__annotations__)


def g():
    local: undefined_name = 5
    other: also_undefined
    return local


print(g(), g.__annotations__)


class D(C):
    z: float


print(D.__annotations__, D.__dict__.get("__annotations__"))
o = C()
o.attr: int = 7
lst = [0]
lst[0]: int = 8
print(o.attr, lst)
print(
    list[int],
    dict[str, int],
    tuple[int, ...],
    list[int] | None,
    int | str,
    type(list[int]).__name__,
    list[int].__origin__,
    list[int].__args__,
    (int | str).__args__,
    isinstance(1, int | str),
    list[int] == list[int],
    set[frozenset[int]],
    type[int],
    (int | None) == (None | int),
)
print(list[int](), list[int]([1, 2]), isinstance([], list))
try:
    isinstance([], list[int])
except TypeError as error:
    print(error)
try:

    def bad(a: undefined_thing):
        pass

except NameError as error:
    print(error)
lam: int = lambda a: a
print(lam(3), lam.__annotations__)
