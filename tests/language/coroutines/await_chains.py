# Chains of await between coroutines written in script.
import sys


class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


class Wrapped:
    """__await__ hands on a coroutine's own iterator."""

    def __init__(self, coroutine):
        self.coroutine = coroutine

    def __await__(self):
        return self.coroutine.__await__()


def trace(e):
    names = []
    tb = e.__traceback__
    while tb is not None:
        names.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    return names[1:]


async def leaf(n):
    got = []
    for i in range(n):
        got.append(await Pause(i))
    return got


async def hand_on(awaitable):
    return await awaitable


def chain(awaitable, depth):
    for _ in range(depth):
        awaitable = hand_on(awaitable)
    return awaitable


def run(coroutine, *sent):
    out = []
    try:
        out.append(coroutine.send(None))
        for v in sent:
            out.append(coroutine.send(v))
    except StopIteration as e:
        out.append(("returned", e.value))
    return out


print(run(chain(leaf(2), 10), "a", "b"))
print(run(chain(Wrapped(leaf(2)), 4), "a", "b"))
print(run(chain(Pause(1), 3), "z"))
print(run(chain(leaf(0), 200)))


async def fibonacci(n):
    if n <= 1:
        return n
    return await fibonacci(n - 1) + await fibonacci(n - 2)


print(run(fibonacci(12)))

# exceptions out of the innermost, and into it


async def failing():
    await Pause(1)
    return {}["k"]


c = chain(failing(), 3)
print(c.send(None))
try:
    c.send(None)
except KeyError as e:
    print(e, trace(e))
for again in (lambda: c.send(None), lambda: c.throw(KeyError("x")), c.close):
    try:
        print(again())
    except RuntimeError as e:
        print(e)


async def cleaning(log):
    try:
        await Pause("in")
    except ValueError as e:
        log.append(repr(e))
        await Pause("handling")
        raise
    finally:
        log.append("finally")
        await Pause("finally")


for wrap in (lambda c: c, Wrapped):
    log = []
    c = chain(wrap(cleaning(log)), 2)
    print(c.send(None), c.throw(ValueError("v")), c.send(None))
    try:
        c.send(None)
    except ValueError as e:
        print(e, log)

    log = []
    c = chain(wrap(cleaning(log)), 2)
    c.send(None)
    try:
        c.close()
    except RuntimeError as e:
        print(e, log)


# what is awaited is checked
async def bad(v):
    await v


class NotIterator:
    def __await__(self):
        return 5


class Coroutine:
    def __await__(self):
        return chain(Pause(1), 1)


one = leaf(1)
one.send(None)
for v in (3, None, NotIterator(), Coroutine()):
    c = bad(v)
    try:
        c.send(None)
    except TypeError as e:
        print(e)
c = chain(leaf(1), 1)
c.send(None)
inner = c.cr_await
print(type(inner).__name__, c.cr_running, inner.cr_running)
d = bad(inner)
try:
    d.send(None)
except RuntimeError as e:
    print(e)
inner.close()
finished = leaf(0)
print(run(finished))
d = bad(finished)
try:
    d.send(None)
except RuntimeError as e:
    print(e)


# a coroutine that awaits itself
async def itself():
    try:
        await me
    except (RuntimeError, ValueError) as e:
        print(type(e).__name__, e)


me = itself()
print(run(me))


# frames see each other
async def look():
    names = []
    f = sys._getframe()
    while f.f_code.co_name != "<module>":
        names.append(f.f_code.co_name)
        f = f.f_back
    return names


print(run(chain(look(), 2)))


# async with and async for, driven by hand
class Manager:
    async def __aenter__(self):
        return await Pause("enter")

    async def __aexit__(self, kind, value, tb):
        await Pause(("exit", kind and kind.__name__))
        return kind is KeyError


class Count:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return await Pause(self.n)


async def counted(n):
    for i in range(n):
        yield await Pause(("gen", i))


async def both():
    out = []
    async with Manager() as m:
        out.append(m)
        async for x in Count(2):
            out.append(x)
        async for x in counted(2):
            out.append(x)
        raise KeyError
    out += [x async for x in counted(1)]
    return out


print(run(both(), *range(10)))


async def no_pause(n):
    for i in range(n):
        yield i


async def total(n):
    t = 0
    async for x in no_pause(n):
        t += x
    return t


print(run(total(1000)))


async def endless(c):
    return await endless(c)


try:
    endless(0).send(None)
except RecursionError as e:
    print(e)
