# One call site, many built-ins and many receivers; functools; `with` and descriptors.
import functools
import sys


def names():
    f, out = sys._getframe(1), []
    while f is not None:
        out.append(f.f_code.co_name)
        f = f.f_back
    return out


class V:
    def __init__(self, v):
        self.v = v

    def __len__(self):
        return self.v if not isinstance(self.v, V) else len(self.v)

    def __str__(self):
        return "V%s" % self.v

    def __repr__(self):
        return "<%s>" % self.v

    def __bool__(self):
        return bool(self.v)

    def __abs__(self):
        return names()

    def __hash__(self):
        return 7

    def __iter__(self):
        yield self.v

    def __int__(self):
        return self.v

    def __format__(self, spec):
        return "F" + spec

    def __next__(self):
        return names()


def call(f, x):
    try:
        return f(x)
    except Exception as e:
        return type(e).__name__, str(e)


functions = [len, str, repr, bool, abs, hash, iter, int, format, next, any, all, list, tuple, sorted, ascii, type, V, print,
             lambda x: x, sum, max, min, round, reversed, callable, id.__class__, float]
for _ in range(3):
    for f in functions:
        for x in (V(2), 3, "s", [1], V(0)):
            r = call(f, x)
            if f is iter or f is hash and x == "s":
                r = "it" in type(r).__name__
            print(f.__name__, r if "object at" not in str(r) else type(r).__name__)


class Deep:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n and 1 + call(functions[self.n % 1], Deep(self.n - 1))

    def __str__(self):
        return "." if self.n == 0 else call(functions[1], Deep(self.n - 1))

    def __iter__(self):
        if self.n:
            for x in call(list, Deep(self.n - 1)):
                yield x + 1
        else:
            yield 0


sys.setrecursionlimit(100000)
print(call(len, Deep(2000)), call(str, Deep(2000)), call(list, Deep(100)))


def method(o, *a):
    try:
        return o.join(*a)
    except Exception as e:
        return type(e).__name__, str(e)


class J:
    def join(self, *a):
        return "J", len(a)


for _ in range(2):
    for o in ("-", J(), b"-", 5, "+", type("S", (str,), {})("*"), ["x"]):
        print(method(o, (c for c in "ab")), method(o, V("x")))


# functools
@functools.lru_cache(None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(3000) % 1000007, fib.cache_info())


@functools.lru_cache(maxsize=2)
def small(*a, **k):
    print("computed", a, k, names())
    if a and a[0] == "bad":
        raise KeyError(a)
    return a


for args in ((1,), (2,), (1,), (3,), (2,), ("bad",), ("bad",)):
    try:
        print(small(*args))
    except KeyError as e:
        print("KeyError", e)
print(small(1, k=2), small(1, k=2), small.cache_info())


class HashCounter:
    count = 0

    def __hash__(self):
        HashCounter.count += 1
        return 5

    def __eq__(self, other):
        return self is other

    def __repr__(self):
        return "H"


h = HashCounter()
small(h)
print(HashCounter.count)


@functools.lru_cache(0)
def uncached(x):
    return names()


print(uncached(1), uncached(1), uncached.cache_info())


class Meth:
    @functools.lru_cache
    def m(self, x):
        return x * 2


print(Meth().m(4))
p = functools.partial(lambda *a, **k: (a, k, names()), 1, x=2)
print(p(3), p(y=4), p(*[5], **{"x": 6}), functools.partial(p, 9)(8))
try:
    p(**{"x": 1}, x=2)
except TypeError as e:
    print(str(e)[-50:])
part = functools.partial(fib)
print(part(10))


def nest(n):
    return n if n == 0 else 1 + functools.partial(nest, n - 1)()


print(nest(3000))
print(functools.reduce(lambda a, b: (a, b, len(names())), [1, 2, 3]), functools.reduce(lambda a, b: a + b, (x for x in "abc"), "z"))
for bad in (([],), ([], 1), (5,), (iter([]),), ([1],)):
    try:
        print(functools.reduce(lambda a, b: a, *bad))
    except TypeError as e:
        print(e)


# __exit__ of many kinds at one site; __delete__.
class CM:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        print("exit", t and t.__name__, v, tb is not None, names())
        return self.swallow


class CM2(CM):
    def __exit__(self, *a):
        print("exit2", len(a))
        return True


class CM3(CM):
    @staticmethod
    def __exit__(*a):
        print("static", len(a))
        return True


class CM4(CM):
    __exit__ = functools.partial(lambda *a: print("partial", len(a)) or True)


def run(cm, fail):
    try:
        with cm:
            if fail:
                raise ValueError("in body")
            return "returned"
    except ValueError as e:
        return "left", str(e), repr(e.__context__)
    return "after"


for i in range(4):
    for cm in (CM(True), CM(False), CM2(0), CM3(0), CM4(0)):
        print(run(cm, False), run(cm, True))
    if i == 1:
        CM.__exit__ = lambda self, *a: print("rebound") or self.swallow


class D:
    def __get__(self, o, t=None):
        return "got"

    def __delete__(self, o):
        print("delete", names())
        if o.stop:
            raise AttributeError("no delete")


class D2(D):
    def __delete__(self, o):
        print("D2")


class Holder:
    d = D()
    stop = False


class Stop(Holder):
    stop = True


def remove(o):
    try:
        del o.d
    except AttributeError as e:
        print("AttributeError", e)


for i in range(8):
    for o in (Holder(), Holder(), Stop()):
        remove(o)
    if i == 2:
        D.__delete__ = lambda self, o: print("new delete")
    if i == 4:
        Holder.d = D2()
    if i == 6:
        del Holder.d
        Holder.d = 5

# Rebinding builtins changes nothing inside of built-ins.
import builtins

saved = builtins.next, builtins.iter, builtins.str, builtins.list, builtins.AttributeError
builtins.next = builtins.iter = builtins.list = lambda *a: 1 / 0
builtins.str = lambda *a: 1 / 0
builtins.AttributeError = KeyError


class Attr:
    def __getattr__(self, name):
        raise saved[4](name)


print(sum(x for x in (1, 2)), sorted([2, 1], key=lambda x: x), hasattr(Attr(), "q"), V(1), getattr(Attr(), "z", 0))
print(max(map(lambda x: x, [1, 2]), key=lambda x: x), 2 in V(2))
builtins.next, builtins.iter, builtins.str, builtins.list, builtins.AttributeError = saved

import warnings

warnings.simplefilter("always")
warnings.showwarning = lambda m, c, f, line, *a: print(m, line)
[*map(lambda x: warnings.warn("w%d" % x, stacklevel=2), [1])]
sum(warnings.warn("inner", stacklevel=1) or x for x in (1,))
sorted([1], key=lambda x: warnings.warn("two", stacklevel=2))


def scope():
    a = 1
    print(sorted([1], key=lambda x: sorted(locals())), max([0], key=lambda x: len(globals())))
    return sorted(vars())


print(scope())
