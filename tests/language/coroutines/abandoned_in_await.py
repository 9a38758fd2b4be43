# An async generator that nobody waits for any more while it awaits something is closed when it is found dead.
import gc
import types


@types.coroutine
def pause():
    try:
        yield "paused"
    finally:
        closed.append("pause")


closed = []


async def numbers(n):
    try:
        await pause()
        yield n
    finally:
        closed.append(n)


def abandon(n):
    return numbers(n).__anext__().send(None)


print([abandon(n) for n in range(5)])
gc.collect()
gc.collect()
# In which order is open, and the last one may still stand in a register.
print(len([n for n in closed if n != "pause"]) >= 4, closed.count("pause") >= 4)
