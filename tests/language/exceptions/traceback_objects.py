"""Traceback objects and the traceback module's view of them."""


def f():
    g()


def g():
    1 / 0


try:
    f()
except ZeroDivisionError as e:
    tb, names = e.__traceback__, []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        last = tb
        tb = tb.tb_next
    print(
        names,
        last.tb_frame.f_locals,
        last.tb_frame.f_back.f_code.co_name if last.tb_frame.f_back else None,
        last.tb_lasti >= 0,
        type(last).__name__,
    )
    kept = e
print(kept.__traceback__ is not None)
try:
    raise kept
except ZeroDivisionError as e:
    n, tb = 0, e.__traceback__
    while tb:
        n += 1
        tb = tb.tb_next
    print(n)
try:
    raise ValueError("x").with_traceback(kept.__traceback__)
except ValueError as e:
    n, tb = 0, e.__traceback__
    while tb:
        n += 1
        tb = tb.tb_next
    print(n)
import sys


def depth():
    f, n = sys._getframe(), 0
    while f:
        n += 1
        f = f.f_back
    return n


print(depth(), (lambda: depth())(), sys._getframe().f_code.co_name, sys._getframe().f_lineno)


def caller():
    return sys._getframe(1).f_code.co_name


def outer():
    return caller()


print(outer(), sys._getframe().f_globals is globals())


def gen():
    yield sys._getframe().f_back.f_code.co_name


def user():
    return next(gen())


print(user())
try:
    sys._getframe(1000)
except ValueError as e:
    print(e)


def with_locals(a, b=2):
    c = a + b
    return sys._getframe().f_locals


print(sorted(with_locals(1).items()))
