"""A program may replace builtins and take them back; loops and caches must follow."""
import builtins


def use(x):
    return len(x), abs(-1), max(1, 2)


print([use("abc") for _ in range(50)][-1])
old = builtins.len
builtins.len = lambda x: "patched"
print(use("abc"))
builtins.len = old
print(use("abc"))
len = lambda x: "module level"
print(use("abc"))
del len
print(use("abc"))
for i in range(5):
    builtins.abs = lambda v, i=i: ("abs", i)
    print(use("a"), end=" ")
del builtins.abs
try:
    use("a")
except NameError as e:
    print(e)
builtins.abs = abs_ = lambda v: v if v > 0 else -v
print(use("a"))


def loop(n):
    total = 0
    for i in range(n):
        total += i
        if i == 5:
            builtins.range = lambda *a: [100, 200]
    return total


real = range
print(loop(10), loop(10))
builtins.range = real
print(loop(10))
builtins.brand_new = 42
print(brand_new)
del builtins.brand_new
try:
    brand_new
except NameError as e:
    print(e)


def calls_print():
    print("hello")


import io

buf = io.StringIO()
rp = print


def quiet(*a):
    buf.write("|".join(map(str, a)))


print = quiet
calls_print()
print = rp
calls_print()
print(buf.getvalue())


class int_(int):
    pass


builtins_int = builtins.int
builtins.int = int_


def mk():
    return int("5")


rp(type(mk()).__name__)
builtins.int = builtins_int
rp(type(mk()).__name__)
x = 1


def read():
    return x


out = []
for i in real(10):
    x = i
    out.append(read())
rp(out)
del x
try:
    read()
except NameError as e:
    rp(e)
x = "back"
rp(read())
True_ = builtins.__dict__["True"]
rp(True_, builtins.__name__, builtins.__dict__["len"] is old)


class A:
    def m(self):
        return "A.m"


a = A()
res = []
for i in real(6):
    res.append(a.m())
    if i == 1:
        A.m = lambda self: "patched"
    if i == 3:
        a.m = lambda: "instance"
    if i == 4:
        del a.m, A.m
        A.m = lambda s: "third"
rp(res)
