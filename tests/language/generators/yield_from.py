"""yield from: delegation of values, exceptions and results."""


def inner():
    try:
        x = yield "i1"
        print("inner got", x)
        y = yield "i2"
        print("inner got", y)
    except ValueError as e:
        print("inner caught", e)
        yield "handled"
    finally:
        print("inner finally")
    return "result"


def outer():
    r = yield from inner()
    print("outer has", r)
    r = yield from [1, 2]
    print(r)
    r = yield from "ab"
    print(r)
    return "outer result"


def top():
    return (yield from outer())


g = top()
print(next(g), g.send("A"), g.send("B"), next(g), list(g))
g = top()
next(g)
print(g.throw(ValueError("v")))
print(next(g))
g.close()
g = top()
next(g)
g.close()


class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("it result")
        return self.n


def d():
    r = yield from It()
    yield r


print(list(d()))


class Sendable(It):
    def send(self, v):
        print("send", v)
        return v

    def throw(self, *a):
        print("throw", a[0] if not isinstance(a[0], type) else a[0].__name__)
        return "thrown"

    def close(self):
        print("close")


def e():
    yield from Sendable()


g = e()
print(next(g), g.send(5), g.throw(ValueError("q")))
g.close()


def f():
    yield from 5


try:
    list(f())
except TypeError as x:
    print(x)


def nosend():
    yield from [1, 2, 3]


g = nosend()
next(g)
try:
    g.send(5)
except AttributeError as x:
    print(x)
g = nosend()
next(g)
try:
    g.throw(KeyError("k"))
except KeyError as x:
    print(repr(x))


def chain(*its):
    for i in its:
        yield from i


print(list(chain("ab", [1], (2,), {3: 0}, chain("z"), range(2))))


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(deep(300)), list(deep(3)))


def ret():
    return 5
    yield


def use():
    a = yield from ret()
    b = yield from ret()
    yield a + b


print(list(use()))


def raising():
    yield 1
    raise KeyError("inside")


def catching():
    try:
        yield from raising()
    except KeyError as k:
        yield repr(k)


print(list(catching()))
g = top()
next(g)
print(g.gi_yieldfrom.__name__)
g.close()
