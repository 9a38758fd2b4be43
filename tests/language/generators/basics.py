"""Generators: yield, send, throw, close, return values."""


def count(n):
    for i in range(n):
        got = yield i
        if got:
            print("got", got)
    return "done"


g = count(3)
print(next(g), g.send("a"), next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value)
print(
    list(g),
    next(g, "default"),
    list(count(2)),
    sum(count(5)),
    [*count(2)],
    max(count(4)),
    2 in count(3),
    dict(zip("ab", count(9))),
)


def catching():
    while True:
        try:
            v = yield
            print("value", v)
        except ValueError as e:
            print("caught", e)
            yield "recovered"
        except GeneratorExit:
            print("closing")
            raise
        finally:
            print("finally")


g = catching()
next(g)
g.send(1)
print(g.throw(ValueError("t")))
next(g)
g.close()
g.close()
print(list(g))


def no_start():
    print("started")
    yield


g = no_start()
g.close()
print(list(g))
g = no_start()
try:
    g.send(1)
except TypeError as e:
    print(e)
try:
    no_start().throw(KeyError("early"))
except KeyError as e:
    print("thrown", e)


def bad_close():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = bad_close()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)


def stop_inside():
    yield 1
    raise StopIteration("x")


try:
    list(stop_inside())
except RuntimeError as e:
    print(e, repr(e.__cause__))


def reenter():
    yield next(g2)


g2 = reenter()
try:
    next(g2)
except ValueError as e:
    print(e)
print(
    g2.gi_frame,
    g2.gi_running,
    type(g2).__name__,
    count.__name__,
    count(1).__name__,
    count(1).__qualname__,
    count(1).gi_code.co_name,
    iter(g2) is g2,
    count(1).gi_yieldfrom,
)


def infinite():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


out = []
for v in infinite():
    if v > 100:
        break
    out.append(v)
print(out)


def expr():
    x = (yield 1) + (yield 2)
    return [x, (yield), (yield x)]


g = expr()
print(next(g), g.send(10), g.send(20), g.send("z"))
try:
    g.send("w")
except StopIteration as e:
    print(e.value)


def tree(t):
    if t:
        yield from tree(t[0])
        yield t[1]
        yield from tree(t[2])


print(list(tree(((None, 1, None), 2, ((None, 3, None), 4, None)))))
for f in (
    lambda: count(),
    lambda: next(5),
    lambda: g.throw(5),
    lambda: g.throw(),
    lambda: count(1)[0],
    lambda: len(count(1)),
    lambda: g.throw(ValueError, "m"),
    lambda: g.throw(ValueError("a"), "b"),
    lambda: g.send(),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def empty():
    return
    yield


print(list(empty()), [x for x in empty()], (lambda: (yield 5))().send(None))
