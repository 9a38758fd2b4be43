"""global, nonlocal, class bodies, del, builtins shadowing."""
x = "global"


def reads():
    return x


def writes():
    global x, fresh
    x = "changed"
    fresh = "made"


def local():
    x = "local"
    return x


print(reads(), local(), x)
writes()
print(x, fresh, reads())


class A:
    x = "class"

    def get(self):
        return x

    y = x

    def meth(self, x=x):
        return x


print(A.y, A().get(), A().meth())


def f():
    x = "f"

    class B:
        z = x
        x = "B"
        w = x

        def m(self):
            return x

    return B.z, B.w, B().m()


try:
    print(f())
except NameError as error:
    print(type(error).__name__, error)


def nested_global():
    x = "enclosing"

    def inner():
        global x
        return x

    return inner(), x


print(nested_global())


def del_local():
    v = 1
    del v
    try:
        v
    except UnboundLocalError as error:
        return str(error)


print(del_local())
del fresh
try:
    fresh
except NameError as error:
    print(error)
len_ = len


def len(o):
    return "shadowed"


print(len([1]))
del len
print(len([1]))


def shadow():
    list = "not a type"
    return list


print(shadow(), list("a"))


class C:
    try:
        undefined
    except NameError as error:
        seen = str(error)
    for i in range(3):
        pass
    global made_in_class
    made_in_class = 1

    def __init__(self):
        self.me = C

    if True:
        conditional = 1
    del seen


print(C.i, hasattr(C, "seen"), made_in_class, hasattr(C, "made_in_class"), C().me is C, C.conditional)


def g():
    exec("dynamic = 5")
    return "dynamic" in locals()


print(g() in (True, False))


def h(a, b=2):
    c = 3
    return sorted(locals().items())


print(h(1), sorted(k for k in vars(A) if not k.startswith("__")))
ns = {}
exec("a = 1\ndef f(): return a + b\nb = 2", ns)
print(ns["f"](), sorted(k for k in ns if k != "__builtins__"))
exec("b = 10", ns)
print(ns["f"]())
loc = {}
exec("p = 1; q = x", {"x": 7}, loc)
print(loc, eval("x + 1", {"x": 1}), eval("y", {}, {"y": 3}))
for name in ("x", "y2"):
    print(name, name in globals())
globals()["y2"] = "set through globals()"
print(y2)
