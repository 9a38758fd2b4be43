# Chains of `yield from` between generators written in script: values, exceptions, closing,
# tracebacks, depth.
import sys


def trace(e):
    entries = []
    tb = e.__traceback__
    while tb is not None:
        code = tb.tb_frame.f_code
        entries.append((code.co_name, tb.tb_lineno - code.co_firstlineno))
        tb = tb.tb_next
    return entries[1:]


def wrap(it):
    return (yield from it)


def chain(it, depth):
    for _ in range(depth):
        it = wrap(it)
    return it


def numbers(n):
    got = []
    for i in range(n):
        got.append((yield i))
    return got


# --- values travel both ways, and the value of the return to the outermost
g = chain(numbers(3), 10)
print(next(g), g.send("a"), g.send("b"))
try:
    g.send("c")
except StopIteration as e:
    print("returned", e.value)
try:
    next(g)
except StopIteration as e:
    print("again", e.value)

# --- over other iterators
print(list(chain(iter([1, 2, 3]), 5)), list(chain("abc", 3)))
g = chain(iter([1, 2]), 2)
print(next(g))
try:
    g.send(5)
except AttributeError as e:
    print(e)


# --- throw at the bottom of a chain
def catching(log):
    while True:
        try:
            log.append((yield len(log)))
        except ValueError as e:
            log.append(repr(e))
        except KeyError:
            return "left"


log = []
g = chain(catching(log), 20)
print(next(g), g.throw(ValueError("x")), g.send(1), g.throw(ValueError, "y"))
try:
    g.throw(KeyError)
except StopIteration as e:
    print(e.value, log)

# an exception nobody takes goes through all of them
g = chain(numbers(2), 3)
next(g)
try:
    g.throw(ZeroDivisionError("out"))
except ZeroDivisionError as e:
    print(trace(e))
print(list(g))


# one in the middle takes it, and goes on
def guard(it):
    try:
        yield from it
    except IndexError as e:
        yield "guarded %s" % e
    yield "after"


g = wrap(guard(wrap(numbers(5))))
print(next(g), next(g), g.throw(IndexError("i")), next(g), list(g))


# --- raised below, by the code itself
def failing():
    yield 1
    [][5]


g = chain(failing(), 3)
print(next(g))
try:
    next(g)
except IndexError as e:
    print(trace(e))


# StopIteration is turned into RuntimeError at its own frame
def stopping():
    yield 1
    raise StopIteration("early")


g = chain(stopping(), 2)
next(g)
try:
    next(g)
except RuntimeError as e:
    print(e, repr(e.__cause__), trace(e))
g = chain(numbers(3), 2)
next(g)
try:
    g.throw(StopIteration("thrown"))
except RuntimeError as e:
    print(e, repr(e.__cause__))


# --- close: innermost first
def closing(name, it, log):
    try:
        yield from it
    except GeneratorExit:
        log.append("exit " + name)
        raise
    finally:
        log.append("finally " + name)


log = []
g = closing("a", closing("b", closing("c", numbers(3), log), log), log)
next(g)
g.close()
print(log)
log = []
g = closing("a", closing("b", iter([1, 2]), log), log)
next(g)
try:
    g.throw(GeneratorExit("mine"))
except GeneratorExit as e:
    print(log, e.args)


# the closed one yields, or raises
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


def fails_at_close():
    try:
        yield 1
    finally:
        raise OSError("at close")


for inner in (stubborn, fails_at_close):
    log = []
    g = closing("a", closing("b", inner(), log), log)
    next(g)
    try:
        g.close()
    except Exception as e:
        print(type(e).__name__, e, log, repr(e.__context__))
    print(list(g))


class Closable:
    def __init__(self, log):
        self.log = log

    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def close(self):
        self.log.append("closed")

    def throw(self, *args):
        self.log.append("throw %s" % type(args[0]).__name__)
        if isinstance(args[0], ValueError):
            raise StopIteration("value of the stop")
        return "from throw"


log = []
g = chain(Closable(log), 3)
next(g)
g.close()
print(log)
log = []
g = chain(Closable(log), 3)
print(next(g), g.throw(KeyError()), next(g))
try:
    g.throw(ValueError())
except StopIteration as e:
    print(e.value, log)


# --- handled exceptions belong to each frame
def inside():
    print("inside", repr(sys.exc_info()[1]))
    yield 1
    print("inside", repr(sys.exc_info()[1]))
    try:
        raise ValueError("v")
    except ValueError as e:
        print(repr(e.__context__))
        yield 2
        print("inside", repr(sys.exc_info()[1]))
    print("inside", repr(sys.exc_info()[1]))


def handling():
    try:
        1 / 0
    except ZeroDivisionError:
        yield from inside()
        print("handling", repr(sys.exc_info()[1]))


g = handling()
print(next(g))
try:
    raise KeyError("outer")
except KeyError:
    print(next(g), repr(sys.exc_info()[1]))
    print(list(g), repr(sys.exc_info()[1]))
print(sys.exc_info())


# --- running and suspended states; frames
def asks(log):
    f = sys._getframe()
    names = []
    while f is not None and f.f_code.co_name != "<module>":
        names.append(f.f_code.co_name)
        f = f.f_back
    log.append(names)
    yield 1
    try:
        yield 2
    except ValueError:
        f = sys._getframe()
        log.append([f.f_code.co_name, f.f_back.f_code.co_name, f.f_back.f_back.f_code.co_name])
    yield 3


log = []
inner = asks(log)
middle = wrap(inner)
g = wrap(middle)
print(next(g), next(g), g.gi_yieldfrom is middle, middle.gi_yieldfrom is inner,
      inner.gi_yieldfrom, middle.gi_running, inner.gi_suspended)
print(g.throw(ValueError), log)


def itself():
    yield 1
    try:
        g.send(None)
    except ValueError as e:
        print(e)
    try:
        g.throw(KeyError)
    except ValueError as e:
        print(e)
    try:
        g.close()
    except ValueError as e:
        print(e)
    yield 2


g = chain(itself(), 3)
print(next(g), next(g), list(g))

# two that delegate to the same one; one that was used up by somebody else
shared = numbers(4)
a, b = wrap(shared), wrap(shared)
print(next(a), next(b), next(a), next(shared), list(a), list(b))
shared = numbers(4)
a = wrap(shared)
next(a)
list(shared)
try:
    a.throw(KeyError("finished below"))
except KeyError as e:
    print(e, trace(e))
