"""__call__, __str__, __format__, __bytes__, __hash__, __sizeof__ and friends."""


class C:
    def __call__(self, *a, **k):
        return "called", a, k

    def __str__(self):
        return "str!"

    def __repr__(self):
        return "repr!"

    def __format__(self, spec):
        return f"format({spec})"

    def __bytes__(self):
        return b"bytes!"

    def __hash__(self):
        return 42

    def __dir__(self):
        return ["only"]

    def __fspath__(self):
        return "path!"


c = C()
print(
    c(),
    c(1, x=2),
    str(c),
    repr(c),
    [c],
    f"{c} {c!r} {c:z}",
    format(c, "q"),
    bytes(c),
    hash(c),
    dir(c),
    callable(c),
    callable(5),
    "%s %r" % (c, c),
)


class OnlyRepr:
    def __repr__(self):
        return "R"


class OnlyStr:
    def __str__(self):
        return "S"


print(
    OnlyRepr(),
    [OnlyRepr()],
    f"{OnlyRepr()}",
    str(OnlyStr()),
    repr(OnlyStr()).startswith("<__main__.OnlyStr object at 0x"),
)


class Bad:
    def __str__(self):
        return 5

    def __repr__(self):
        return None

    def __format__(self, s):
        return 1

    def __bytes__(self):
        return "x"

    def __hash__(self):
        return 1.5

    def __bool__(self):
        return "x"

    def __len__(self):
        return 1.5

    def __int__(self):
        return "1"

    def __float__(self):
        return "1"

    def __index__(self):
        return "1"

    def __contains__(self, x):
        raise KeyError("c")

    def __iter__(self):
        return 1

    def __dir__(self):
        return 5

    def __complex__(self):
        return 1

    def __length_hint__(self):
        return "x"


for f in (
    str,
    repr,
    format,
    bytes,
    hash,
    bool,
    len,
    int,
    float,
    complex,
    iter,
    dir,
    hex,
    lambda b: 1 in b,
    lambda b: f"{b}",
    lambda b: print(b),
):
    try:
        print(f(Bad()))
    except Exception as error:
        print(getattr(f, "__name__", f), type(error).__name__, error)


class Nested:
    class Inner:
        class Deep:
            pass

    def m(self):
        class Local:
            pass

        return Local


print(Nested.Inner.Deep.__qualname__, Nested().m().__qualname__, repr(Nested.Inner), Nested.Inner.__name__)


class Dynamic:
    pass


Dynamic.__name__ = "Renamed"
Dynamic.__qualname__ = "Q.Renamed"
Dynamic.__module__ = "elsewhere"
print(Dynamic, Dynamic.__name__)
Dynamic.__call__ = lambda self: "late call"
print(Dynamic()())


class X:
    __slots__ = ()


class Y(X):
    pass


for t in (
    "X.__name__ = 5",
    "del X.__name__",
    "int.__name__ = 'x'",
    "X.__bases__ = (int,)",
    "X.__dict__['a'] = 1",
    "X.__mro__ = ()",
    "X.__qualname__ = 1",
    "X.__name__ = 'a\\0b'",
):
    try:
        exec(t)
        print(t, "fine")
    except Exception as error:
        print(t, "->", type(error).__name__, error)


class Inst:
    def __instancecheck__(self, o):
        return True


print(
    isinstance(5, (str, (int, float))),
    isinstance(True, int | None),
    isinstance(None, int | None),
    issubclass(bool, (str, int)),
)
