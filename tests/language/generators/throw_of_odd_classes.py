"""throw() of classes whose instances are no exceptions, or cannot be made: the error arrives in the generator."""


class NotAnException(Exception):
    def __new__(cls, *args):
        return 5


class CannotBeMade(Exception):
    def __init__(self, *args):
        raise KeyError("init")


def generator():
    while True:
        try:
            yield 1
        except Exception as e:
            print("inside:", type(e).__name__, e)


async def coroutine():
    pass


def attempt(action, *args):
    try:
        print(action(*args))
    except BaseException as e:
        print("outside:", type(e).__name__, e)


try:
    1 / 0
except ZeroDivisionError as e:
    traceback = e.__traceback__
for cls in (NotAnException, CannotBeMade, ValueError):
    for args in ((), (None, None), ("text",), (("a", "b"),), (None, traceback)):
        g = generator()
        next(g)
        attempt(g.throw, cls, *args)
        attempt(generator().throw, cls, *args)
    attempt(coroutine().throw, cls)
