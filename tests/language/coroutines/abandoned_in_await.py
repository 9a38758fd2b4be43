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


print([abandon(n) for n in range(30)])
gc.collect()
gc.collect()
# In which order is open, and words that dead frames left on the stack may keep some.
print(len([n for n in closed if n != "pause"]) >= 15, closed.count("pause") >= 15)
