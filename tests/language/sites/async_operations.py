# The operations of async statements are linked, too, and follow what is rebound.


class Awaitable:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield self.value
        return ("awaited", self.value)


class Manager:
    async def __aenter__(self):
        return "entered"

    async def __aexit__(self, *info):
        print("exit", info[0])
        return True


class Items:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        self.i = 0
        return self

    async def __anext__(self):
        if self.i == self.n:
            raise StopAsyncIteration
        self.i += 1
        await Awaitable(self.i)
        return self.i * 10


async def produced(n):
    for i in range(n):
        got = await Awaitable(("inside", i))
        sent = yield i
        if sent:
            print("sent", sent)


async def everything():
    out = []
    out.append(await Awaitable("a"))
    async with Manager() as m:
        out.append(m)
        raise KeyError("dropped")
    async for x in Items(2):
        out.append(x)
    async for x in produced(2):
        out.append(x)
    out.append([y async for y in produced(3) if y])
    g = produced(3)
    out.append(await g.asend(None))
    out.append(await g.asend("value"))
    await g.aclose()
    out.append([z async for z in g])
    return out


def run(coroutine):
    steps = []
    try:
        while True:
            steps.append(coroutine.send(None))
    except StopIteration as e:
        return steps, e.value


async def linked(v):
    return await v


class Waits:
    def __await__(self):
        return iter(())


class AlsoWaits(Waits):
    pass


for i in range(10):
    if i == 2:
        def rebound(self):
            yield "rebound"
            return "rebound"
        Waits.__await__ = rebound
    if i == 4:
        AlsoWaits.__await__ = lambda self: iter("xy")
    if i == 6:
        del AlsoWaits.__await__
    if i == 8:
        AlsoWaits.__await__ = lambda self: 3
    try:
        print(i, run(linked(Waits())), run(linked(AlsoWaits())))
    except TypeError as e:
        print(i, e)

print(run(everything()))
Manager.__aexit__ = lambda self, *info: Awaitable(("exit", info[0]))
Items.__anext__ = lambda self: 3
try:
    print(run(everything()))
except TypeError as e:
    print(e, repr(e.__cause__))


class Direct:
    # What __anext__ gives is awaited by its own __await__.
    n = 0

    def __aiter__(self):
        return self

    def __anext__(self):
        self.n += 1
        if self.n > 3:
            return Stop()
        return Awaitable(self.n)


class Stop:
    def __await__(self):
        raise StopAsyncIteration
        yield


Items.__anext__ = Direct.__anext__
Items.n = 0


async def direct():
    return [x async for x in Direct()]


try:
    print(run(direct()))
except BaseException as e:
    print(type(e), e, repr(e.__cause__))


# Errors come out of where they arise.
async def failing(kind):
    yield 1
    if kind == "raise":
        raise ValueError("inside")
    if kind == "stop":
        raise StopAsyncIteration
    if kind == "stopiteration":
        raise StopIteration
    await Awaitable(2)
    yield 3


async def consume(kind):
    out = []
    try:
        async for x in failing(kind):
            out.append(x)
    except BaseException as e:
        out.append((type(e).__name__, str(e), repr(e.__cause__)))
    return out


for kind in ("none", "raise", "stop", "stopiteration"):
    print(kind, run(consume(kind)))


# An awaitable cannot be used twice, a generator not be entered twice.
async def twice():
    g = produced(3)
    a = g.__anext__()
    print(await a)
    try:
        await a
    except RuntimeError as e:
        print(e)
    b = g.__anext__()
    b.send(None)
    try:
        await g.__anext__()
    except RuntimeError as e:
        print(e)


try:
    print(run(twice()))
except RuntimeError as e:
    print(e)


# Throwing into a coroutine that waits inside of an async generator.
async def patient():
    try:
        async for x in failing("none"):
            print("item", x)
    except KeyError as e:
        return ("caught", e.args)


c = patient()
print(c.send(None))
try:
    c.throw(KeyError, "thrown")
except StopIteration as e:
    print(e.value)


# A deep chain of async generators does not need the native stack.
async def layer(n):
    if n == 0:
        yield "bottom"
        return
    async for x in layer(n - 1):
        yield x


async def deep():
    return [x async for x in layer(300)]


print(run(deep()))
