"""Closures: cells, nonlocal, late binding, loops."""


def counter(start=0):
    n = start

    def bump(by=1):
        nonlocal n
        n += by
        return n

    def read():
        return n

    return bump, read


b, r = counter(5)
print(b(), b(10), r())
b2, r2 = counter()
print(b2(), r(), r2())


def adders():
    return [lambda x: x + i for i in range(3)], [lambda x, i=i: x + i for i in range(3)]


late, early = adders()
print([f(10) for f in late], [f(10) for f in early])


def deep():
    a = 1

    def l1():
        b = 2

        def l2():
            nonlocal a
            a += b

            def l3():
                nonlocal b
                b *= 10
                return a, b

            return l3

        return l2

    return l1()(), lambda: a


l3, get_a = deep()
print(l3(), get_a(), l3())


def param_cell(x):
    def set_x(v):
        nonlocal x
        x = v

    set_x(x * 2)
    return x


print(param_cell(21))


def before_assignment():
    def inner():
        return value

    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    value = 3
    return inner()


print(before_assignment())


def deleted():
    x = 1

    def f():
        return x

    del x
    try:
        return f()
    except NameError as error:
        return str(error)


print(deleted())


def local_unbound():
    try:
        print(q)
    except UnboundLocalError as error:
        print(error)
    q = 1


local_unbound()
print(b.__closure__[0].cell_contents, b.__code__.co_freevars, counter.__code__.co_cellvars, local_unbound.__closure__)
cell = b.__closure__[0]
cell.cell_contents = 1000
print(b(), r())


def make_class(tag):
    class T:
        name = tag

        def get(self):
            return tag, self.name, __class__.__name__

    return T


print(make_class("x")().get(), make_class("y").name)


def loop():
    fs = []
    for i in range(3):

        def f():
            return i

        fs.append(f)
    i = 100
    return [f() for f in fs]


print(loop())


def recursive():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)

    return fact


print(recursive()(20))


def compose(*fs):
    def run(x):
        for f in reversed(fs):
            x = f(x)
        return x

    return run


print(compose(str, lambda x: x + 1, abs)(-5))


def exception_cell():
    try:
        1 / 0
    except ZeroDivisionError as e:
        f = lambda: e
        kept = f()
    try:
        f()
    except NameError as error:
        return repr(kept), str(error)


print(exception_cell())
