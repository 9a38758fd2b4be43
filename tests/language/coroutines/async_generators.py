"""Async generators: async for, asend, athrow, aclose."""


class Tick:
    def __await__(self):
        yield "tick"


def run(coro):
    n = 0
    try:
        while True:
            coro.send(None)
            n += 1
    except StopIteration as e:
        return e.value, n


async def agen(n):
    try:
        for i in range(n):
            await Tick()
            got = yield i
            if got:
                print("got", got)
    except ValueError as e:
        print("caught", e)
        yield "recovered"
    finally:
        print("cleanup")


async def collect():
    return [x async for x in agen(3)]


print(run(collect()))


async def drive():
    g = agen(5)
    out = [await g.__anext__(), await g.asend("hello"), await g.asend(None), await g.athrow(ValueError("thrown"))]
    await g.aclose()
    try:
        await g.__anext__()
    except StopAsyncIteration:
        out.append("stopped")
    return out


print(run(drive()))


async def early():
    g = agen(5)
    async for x in g:
        if x == 1:
            break
    await g.aclose()
    return "broke"


r = early()
print(run(r)[0])


async def exprs():
    g = (x * 2 async for x in agen(3) if x)
    return [y async for y in g], type(g).__name__


print(run(exprs()))


async def anext_():
    g = agen(1)
    a = await anext(g)
    b = await anext(g, "default")
    return a, b, aiter(g) is g


print(run(anext_()))


async def nothing():
    return
    yield


async def empty():
    return [x async for x in nothing()]


print(run(empty()))


async def raises():
    yield 1
    raise KeyError("k")


async def use():
    try:
        return [x async for x in raises()]
    except KeyError as e:
        return repr(e)


print(run(use()))


async def stop():
    yield 1
    raise StopAsyncIteration


async def use2():
    try:
        return [x async for x in stop()]
    except RuntimeError as e:
        return str(e)


print(run(use2()))


async def close_ignored():
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def use3():
    g = close_ignored()
    await g.__anext__()
    try:
        await g.aclose()
    except RuntimeError as e:
        return str(e)


print(run(use3()))


async def nested():
    async def inner(k):
        for i in range(k):
            yield i

    return [(a, b) async for a in inner(3) async for b in inner(a)]


print(run(nested()), agen.__name__, type(agen(1)).__name__)
try:
    for x in agen(1):
        pass
except TypeError as e:
    print(e)
g = agen(2)
a = g.asend(None)
try:
    while True:
        a.send(None)
except StopIteration as e:
    print("value", e.value)
c = g.aclose()
try:
    c.send(None)
except StopIteration:
    print("closed")
