# throw(), close() and __next__() of generators run in the loop.
import sys


def names():
    f, out = sys._getframe(1), []
    while f is not None:
        out.append(f.f_code.co_name)
        f = f.f_back
    return out


def g():
    while True:
        try:
            x = yield names()
            print("got", x)
        except ValueError as e:
            print("caught", e, names(), sys.exc_info()[0])
            x = yield "after"
        except GeneratorExit:
            print("closing", names())
            raise
        finally:
            print("finally", sys.exc_info()[0])


def show(f, *a):
    try:
        print(f(*a))
    except BaseException as e:
        tb, where = e.__traceback__, []
        while tb:
            where.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        print(type(e).__name__, e, repr(e.__context__), where)


def drive(make):
    it = make()
    print(it.__next__())
    print(it.throw(ValueError("v")))
    print(it.__next__())
    print(it.throw(ValueError, "two"))
    print(it.close())
    print(it.close())
    show(it.throw, KeyError("late"))
    show(it.__next__)


def outer():
    try:
        r = yield from g()
    except GeneratorExit:
        print("outer closing")
        raise


for make in (g, outer, lambda: outer()):
    drive(make)
fresh = g()
show(lambda: fresh.throw(KeyError("fresh")))
show(lambda: fresh.__next__())
fresh = g()
print(fresh.close(), fresh.gi_frame)


def ignores():
    for _ in range(2):
        try:
            yield 1
        except GeneratorExit:
            pass


def ignore():
    it = ignores()
    next(it)
    it.close()


show(ignore)


def returns():
    try:
        yield 1
    except GeneratorExit:
        return 5
    except ValueError:
        return 7


it = returns()
next(it)
print(it.close())
it = returns()
next(it)
show(lambda: it.throw(ValueError))


def raises():
    try:
        yield 1
    except GeneratorExit:
        raise KeyError("instead")


it = raises()
next(it)
show(lambda: it.close())


def selfthrow():
    it = None

    def body():
        try:
            it.throw(ValueError)
        except ValueError as e:
            print("self", e)
        try:
            it.close()
        except ValueError as e:
            print("self", e)
        try:
            it.__next__()
        except ValueError as e:
            print("self", e)
        yield 1

    it = body()
    next(it)


selfthrow()


class It:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *a):
        print("It.throw", a[0])
        return "thrown"

    def close(self):
        print("It.close")


def over_it():
    yield from It()


it = over_it()
next(it)
print(it.throw(ValueError("x")))
it.close()
for wrong in (5, [], "x", object()):
    show(type(g()).throw, wrong, ValueError)
    show(type(g()).close, wrong)
    show(type(g()).__next__, wrong)
    show(lambda: g().throw(wrong))
show(lambda: g().throw())
show(lambda: g().throw(1, 2, 3, 4))


class Ex(Exception):
    def __init__(self, *a):
        print("made", a)


it = g()
next(it)
show(lambda: it.throw(Ex, (1, 2)))


# The context of what is thrown is what the generator handles.
def handling():
    try:
        raise KeyError("inside")
    except KeyError:
        yield 1


it = handling()
next(it)
try:
    try:
        raise OSError("outside")
    except OSError:
        it.throw(ValueError("t"))
except ValueError as e:
    print(repr(e.__context__), repr(e.__context__.__context__))


# Deep: each level throws into the next one's generator.
def deep(n):
    def body():
        try:
            yield 1
        except ValueError:
            yield deep(n - 1) + 1

    if n == 0:
        return 0
    it = body()
    it.__next__()
    return it.throw(ValueError)


sys.setrecursionlimit(30000)
print(deep(3000))


def deep_close(n):
    def body():
        try:
            yield 1
        finally:
            if n:
                deep_close(n - 1)

    it = body()
    it.__next__()
    it.close()


deep_close(3000)


def chain(n):
    try:
        if n:
            yield from chain(n - 1)
        else:
            yield 0
    except ValueError as e:
        if n < 300:
            raise
        yield "caught at %d" % n


it = chain(400)
next(it)
print(it.throw(ValueError("deep")))
print(list(it))


# One site, many callees.
def call(f, *a):
    return f(*a)


def site(o):
    return o.close()


class C:
    def close(self):
        return "script close"


for i in range(3):
    it = g()
    next(it)
    for o in (it, C(), it, open("/dev/null"), It(), C(), g()):
        print(site(o))


def nexts(o):
    return o.__next__()


for o in ((x for x in [1]), iter([1]), It(), map(str, [1]), (x for x in [2]), iter((2,))):
    print(nexts(o))
