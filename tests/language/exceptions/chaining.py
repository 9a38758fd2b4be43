"""__cause__, __context__, __suppress_context__."""


def show(e):
    print(repr(e), "cause", repr(e.__cause__), "context", repr(e.__context__), e.__suppress_context__)


try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("v")
except ValueError as e:
    show(e)
try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise ValueError("v") from z
except ValueError as e:
    show(e)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("v") from None
except ValueError as e:
    show(e)
try:
    raise ValueError from KeyError
except ValueError as e:
    show(e)


def f():
    try:
        raise KeyError("k")
    finally:
        raise IndexError("i")


try:
    f()
except IndexError as e:
    show(e)
    show(e.__context__)
try:
    try:
        raise ValueError(1)
    except ValueError as a:
        try:
            raise KeyError(2)
        except KeyError as b:
            raise a
except ValueError as e:
    show(e)
    show(e.__context__)
e1 = ValueError("one")
try:
    raise e1
except ValueError:
    pass
try:
    try:
        raise KeyError("x")
    except KeyError:
        raise e1
except ValueError as e:
    show(e)
x = ValueError()
x.__cause__ = KeyError()
print(x.__suppress_context__)
x.__cause__ = None
x.__context__ = None
for t in ("x.__cause__ = 5", "x.__context__ = 5", "x.__traceback__ = 5", "x.args = 5", "x.__suppress_context__ = 1"):
    try:
        exec(t)
        print(t, "fine")
    except TypeError as err:
        print(t, "->", err)
import sys

print(sys.exc_info())
try:
    1 / 0
except ZeroDivisionError:
    print(sys.exc_info()[0].__name__, sys.exception() is sys.exc_info()[1])
    try:
        [][0]
    except IndexError:
        print(sys.exc_info()[0].__name__)
    print(sys.exc_info()[0].__name__)
print(sys.exc_info())


def g():
    try:
        yield sys.exc_info()[0]
        1 / 0
    except ZeroDivisionError:
        yield sys.exc_info()[0].__name__
    yield sys.exc_info()[0]


it = g()
try:
    raise KeyError
except KeyError:
    print(next(it).__name__, next(it), next(it).__name__)


class Ctx:
    def __exit__(self, t, v, tb):
        raise RuntimeError("in exit")

    def __enter__(self):
        pass


try:
    with Ctx():
        raise ValueError("body")
except RuntimeError as e:
    show(e)
