"""getattr family, type, isinstance, id, hash, callable, vars, dir, repr, ascii, format."""


class A:
    x = 1

    def __init__(self):
        self.y = 2


a = A()
print(
    getattr(a, "x"),
    getattr(a, "zz", 5),
    hasattr(a, "y"),
    hasattr(a, "q"),
    setattr(a, "z", 3),
    a.z,
    delattr(a, "z"),
    vars(a),
    callable(A),
    callable(a),
    callable(print),
    callable(lambda: 0),
    callable("f"),
)
print(
    isinstance(1, int),
    isinstance(True, int),
    isinstance(1, (str, int)),
    isinstance([], (str, (list,))),
    issubclass(bool, int),
    issubclass(int, (str, object)),
    isinstance(A, type),
    isinstance(a, object),
    isinstance(None, type(None)),
)
print(
    type(1),
    type("a"),
    type(None),
    type(a),
    type(A),
    type(type),
    type(len),
    type(print),
    type([].append),
    type(A.__init__),
    type(a.__init__),
    type(lambda: 0),
    type(...),
    type(range(1)),
    type({}.keys()),
    type(iter([])),
    type(object()),
    type(NotImplemented),
    type((1).__add__),
    type(int.__add__),
    type(str.join),
    type(dict.__dict__["fromkeys"]),
    type(A.__dict__),
)
print(
    id(a) == id(a),
    id(a) != id(A()),
    id(None) == id(None),
    hash("x") == hash("x"),
    hash(1.0),
    hash((1, 2)) == hash((1, 2)),
    hash(None) == hash(None),
)
print(
    repr("a"),
    ascii("é"),
    repr([1, "b"]),
    format(3.14159, ".2f"),
    format("x", ">3"),
    format(5),
    str(),
    repr(b"x"),
    repr(None),
    repr(...),
    ascii(["ü"]),
)
print(
    chr(65),
    ord("A"),
    bin(5),
    oct(8),
    hex(255),
    abs(-1.5),
    round(1.5),
    divmod(7, 2),
    pow(2, 5),
    len("abc"),
    len({1: 2}),
    len(range(5)),
)
print(dir(a)[-2:], "x" in dir(A), [n for n in dir(object()) if n in ("__eq__", "__init__")], sorted(vars(A))[-2:])


def f():
    p = 1
    q = 2
    return dir(), vars(), locals() == vars()


print(f())
for g in (
    lambda: getattr(a),
    lambda: getattr(a, "nope"),
    lambda: getattr(a, 1),
    lambda: hasattr(a, 1),
    lambda: setattr(a, 1, 2),
    lambda: isinstance(1, "int"),
    lambda: isinstance(1, (int, "x")),
    lambda: isinstance("s", (int, "x")),
    lambda: issubclass("a", int),
    lambda: issubclass(int, "a"),
    lambda: hash([]),
    lambda: vars(5),
    lambda: len(5),
    lambda: ord("ab"),
    lambda: ord(5),
    lambda: chr("a"),
    lambda: chr(2**40),
    lambda: abs("a"),
    lambda: round("a"),
    lambda: divmod("a", 1),
    lambda: pow("a", 2),
    lambda: format(1, 5),
    lambda: format([], "x"),
    lambda: bin("a"),
    lambda: id(),
    lambda: type(),
    lambda: callable(),
    lambda: hex(1.0),
    lambda: pow(1, 2, 3, 4),
    lambda: dir(1, 2),
    lambda: input(1, 2),
    lambda: globals(1),
    lambda: delattr(a, "zz"),
    lambda: ascii(),
    lambda: repr(),
):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
