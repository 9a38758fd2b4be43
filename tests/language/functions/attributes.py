"""What a function object carries."""


def f(a, b: int = 2, *c, d: "text" = 4, **e) -> str:
    """The doc."""
    local = a
    return local


print(
    f.__name__,
    f.__qualname__,
    f.__doc__,
    f.__module__,
    f.__annotations__,
    f.__defaults__,
    f.__kwdefaults__,
    f.__dict__,
    f.__code__.co_name,
)
f.custom = 5
f.__name__ = "renamed"
f.__doc__ = None
print(f.custom, f.__name__, f.__doc__, f.__dict__, f.__qualname__, repr(f).split(" at ")[0])
c = f.__code__
print(
    c.co_argcount,
    c.co_kwonlyargcount,
    c.co_posonlyargcount,
    c.co_varnames,
    c.co_names,
    c.co_flags & 0xF,
    c.co_firstlineno,
    c.co_nlocals,
    c.co_filename.rsplit("/")[-1],
    type(c).__name__,
)


def g():
    def inner():
        pass

    class K:
        def m(self):
            pass

    return inner, K, lambda: 0


inner, K, lam = g()
print(
    inner.__qualname__,
    K.__qualname__,
    K.m.__qualname__,
    lam.__qualname__,
    lam.__name__,
    [x for x in (i for i in [1])],
    (i for i in ()).__qualname__,
)


def one():
    return 1


def two():
    return 2


one.__code__ = two.__code__
print(one(), one.__globals__ is globals(), one.__builtins__ is not None, callable(one), type(one).__name__)
for text in (
    "del f.missing",
    "f.missing",
    "f.__name__ = 5",
    "f.__code__ = 5",
    "f.__defaults__ = 5",
    "f.__dict__ = 5",
    "one.__code__ = inner2.__code__",
    "f.__qualname__ = 1",
    "f.__globals__ = {}",
    "f.__annotations__ = 5",
    "f.__kwdefaults__ = 3",
):
    v = 1

    def mk():
        free = 1

        def inner2():
            return free

        return inner2

    inner2 = mk()
    try:
        exec(text)
        print(text, "fine")
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)
import types

h = types.FunctionType(two.__code__, {}, "h")
print(
    h(),
    h.__name__,
    isinstance(h, types.FunctionType),
    isinstance(len, types.BuiltinFunctionType),
    isinstance(lam, types.LambdaType),
)
print(
    len.__name__,
    len.__doc__ is not None,
    len.__self__.__name__,
    [].append.__name__,
    [].append.__self__,
    str.upper.__name__,
    str.upper.__qualname__,
    repr(len),
    repr([].append).split(" at ")[0],
    repr(str.upper),
    repr(int.__add__),
    repr((1).__add__).split(" at ")[0],
)


class M:
    def m(self):
        "m doc"
        return self


b = M().m
print(
    b.__name__,
    b.__doc__,
    b.__func__ is M.m,
    type(b.__self__).__name__,
    b == b,
    b.__self__.m == b,
    repr(M.m).split(" at ")[0],
    repr(b).split(" at ")[0],
    hash(b) == hash(b.__self__.m),
)
try:
    b.attr = 1
except AttributeError as error:
    print(error)
print(f.__get__(7, int)(*[]) if False else f.__get__(7, int)(), types.MethodType(lambda s, x: (s, x), "self")(1))
