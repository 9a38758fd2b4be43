"""A small event loop written in the language."""
from collections import deque
import heapq


class Future:
    def __init__(self):
        self.done, self.value, self.waiters = False, None, []

    def set(self, v, loop):
        self.done, self.value = True, v
        loop.ready.extend((w, None) for w in self.waiters)

    def __await__(self):
        if not self.done:
            yield self
        return self.value


class Sleep:
    def __init__(self, t):
        self.t = t

    def __await__(self):
        yield self


class Loop:
    def __init__(self):
        self.ready, self.timers, self.now, self.seq, self.log = deque(), [], 0, 0, []

    def spawn(self, c):
        f = Future()
        self.ready.append((self.wrap(c, f), None))
        return f

    async def wrap(self, c, f):
        try:
            f.set(await c, self)
        except Exception as e:
            f.set(e, self)

    def run(self):
        while self.ready or self.timers:
            if not self.ready:
                self.now, _, task = heapq.heappop(self.timers)
                self.ready.append((task, None))
            task, v = self.ready.popleft()
            try:
                w = task.send(v)
            except StopIteration:
                continue
            if isinstance(w, Sleep):
                self.seq += 1
                heapq.heappush(self.timers, (self.now + w.t, self.seq, task))
            else:
                w.waiters.append(task)


async def worker(loop, name, delays):
    for d in delays:
        await Sleep(d)
        loop.log.append((loop.now, name))
    if name == "c":
        raise ValueError("worker c failed")
    return name * 2


async def producer(loop, q, n):
    for i in range(n):
        q.append(i)
        await Sleep(1)
    q.append(None)


async def consumer(loop, q):
    total = 0
    while True:
        while not q:
            await Sleep(0.5)
        v = q.popleft()
        if v is None:
            return total
        total += v


async def main(loop):
    fs = [loop.spawn(worker(loop, n, d)) for n, d in (("a", [1, 2, 3]), ("b", [2, 2]), ("c", [5]))]
    q = deque()
    loop.spawn(producer(loop, q, 5))
    fs.append(loop.spawn(consumer(loop, q)))
    return [await f for f in fs]


loop = Loop()
f = loop.spawn(main(loop))
loop.run()
print(f.value, loop.now)
print(loop.log)
