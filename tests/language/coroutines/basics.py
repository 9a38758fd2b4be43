"""Coroutines driven by hand: await, send, throw, close, results."""


class Await:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        got = yield self.v
        return ("got", got)


async def leaf(x):
    r = await Await(x)
    return r


async def main():
    a = await leaf(1)
    b = await leaf(2)
    try:
        await leaf("throw here")
    except ValueError as e:
        print("caught", e)
    return a, b


c = main()
print(c.send(None), c.send("A"), c.send("B"))
try:
    c.throw(ValueError("v"))
except StopIteration as e:
    print(e.value)
try:
    c.send(None)
except RuntimeError as e:
    print(e)


def run(coro, feed=None):
    try:
        while True:
            coro.send(feed)
    except StopIteration as e:
        return e.value


async def simple():
    return 5


print(run(simple()), type(simple()).__name__ if False else "coroutine", simple.__name__)


async def with_():
    async with Ctx() as v:
        print("body", v)
        return "ret"


class Ctx:
    async def __aenter__(self):
        print("aenter")
        return "value"

    async def __aexit__(self, *a):
        print("aexit", a[0])
        return True


print(run(with_()))


async def swallow():
    async with Ctx():
        raise KeyError("x")
    return "swallowed"


print(run(swallow()))


class AIter:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n <= 0:
            raise StopAsyncIteration
        self.n -= 1
        await Await("tick")
        return self.n


async def loop():
    out = []
    async for x in AIter(3):
        if x == 0:
            continue
        out.append(x)
    else:
        out.append("else")
    out += [y async for y in AIter(2)]
    out += [
        {y async for y in AIter(2)} == {0, 1},
        {k: 1 async for k in AIter(2)},
        [await leaf(i) for i in range(1)],
        sum([i async for i in AIter(4) if i % 2]),
    ]
    return out


print(run(loop()))
c = main()
c.send(None)
c.close()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
c = main()
try:
    c.send(1)
except TypeError as e:
    print(e)
c.close()


async def awaits(x):
    return await x


for bad in (5, [], None, (i for i in ())):
    try:
        run(awaits(bad))
    except TypeError as e:
        print(e)


class BadAwait:
    def __await__(self):
        return 5


try:
    run(awaits(BadAwait()))
except TypeError as e:
    print(e)


async def bad_for():
    async for x in [1]:
        pass


async def bad_with():
    async with 5:
        pass


for f in (bad_for, bad_with):
    try:
        run(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
c = simple()
try:
    for x in c:
        pass
except TypeError as e:
    print(e)
print(c.cr_running, c.cr_frame is not None, c.cr_await, c.cr_code.co_name)
run(c)
c = awaits(simple())
run(c)
c = simple()
run(awaits(c))
try:
    run(awaits(c))
except RuntimeError as e:
    print(e)
import types


@types.coroutine
def old():
    r = yield "old"
    return r


c = awaits(old())
print(c.send(None))
try:
    c.send(7)
except StopIteration as e:
    print(e.value)


async def lam():
    return await (lambda: simple())()


print(run(lam()), run(awaits(awaits(simple()))))
