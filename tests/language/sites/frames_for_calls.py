# Calls that built-ins used to stand between: constructors with __new__, next() and send(), str() and
# its like, isinstance(), calls with stars. None of them uses native stack, so the recursion limit alone
# says how deep they go.
import sys


# __new__ in script, then __init__ if it is due.
class N:
    made = 0

    def __new__(cls, *args, **kwargs):
        N.made += 1
        self = object.__new__(cls)
        self.new_args = (args, kwargs)
        return self

    def __init__(self, a, b=2, *rest, k=3, **more):
        self.init_args = (a, b, rest, k, more)


class Sub(N):
    pass


class Other:
    def __new__(cls, x):
        return x


class Switch:
    def __new__(cls, which):
        return object.__new__(which)

    def __init__(self, which):
        print("Switch.__init__", type(self).__name__)


class SwitchSub(Switch):
    def __init__(self, which):
        print("SwitchSub.__init__", type(self).__name__)


class NoInit:
    def __new__(cls, *args):
        self = super().__new__(cls)
        self.args = args
        return self


class Namespace:
    N = N


def show(x):
    return x.new_args, x.init_args


t = (7, 8)
d = {"k": 9, "z": 10}
for i in range(4):
    print(show(N(1)), show(Sub(1, 2, 4, k=5, m=6)), show(N(*t)), show(N(*t, **d)), show(N(1, **d)))
    print(show(Namespace.N(1)), show(Namespace.N(1, b=i)), Other(5), Other([i]), Other(x=i))
    print(type(Switch(Switch)).__name__, type(Switch(SwitchSub)).__name__)
    print(type(SwitchSub(Switch)).__name__, type(Switch(int) if i > 9 else 0))
    print(NoInit(1, 2).args, NoInit(*t).args)
    for bad in (lambda: N(), lambda: N(*(), **d), lambda: Other(), lambda: NoInit(a=1)):
        try:
            bad()
        except TypeError as e:
            print(e)
print(N.made)
N.__init__ = lambda self, *a, **k: "not None"
for bad in (lambda: N(1), lambda: N(*t), lambda: Sub(1, k=2)):
    try:
        bad()
    except TypeError as e:
        print(e)
del N.__init__
print(N(1).new_args, N(1, k=2).new_args)


# __init__ in script behind a native __new__.
class E(Exception):
    def __init__(self, a, *, b=1):
        super().__init__(a, b)
        self.b = b


class L(list):
    def __init__(self, *items):
        super().__init__(items)


class I(int):
    def __init__(self, *args):
        self.args = args


for i in range(3):
    e = E(1, b=i) if i else E(1)
    print(repr(e), e.args, e.b, L(1, 2, 3), L(*t), I(5), I("7", 10).args)
try:
    raise E
except TypeError as x:
    print(x)
try:
    I("x")
except ValueError as x:
    print(x)


# next() and send().
def gen():
    received = []
    try:
        while len(received) < 3:
            received.append((yield len(received)))
    except ValueError as e:
        yield "caught " + str(e)
    return received


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration("done")
        return self.n


for _ in range(3):
    g = gen()
    print(next(g), g.send("a"), next(g, "default"), g.__next__() if False else "")
    try:
        print(g.send("b"))
    except StopIteration as e:
        print("stop", e.value)
    print(next(g, "default"), next(g, None))
    try:
        next(g)
    except StopIteration as e:
        print("stop", e.value)
    g = gen()
    try:
        g.send(1)
    except TypeError as e:
        print(e)
    print(next(g), g.throw(ValueError("x")), next(g, "end"))
    it = It(2)
    print(next(it), next(it, 5), next(it, 5), next(it, None))
    try:
        next(it)
    except StopIteration as e:
        print("stop", e.value)
    print(next(iter([1])), next(iter([]), "empty"))


def itself():
    try:
        next(me)
    except ValueError as e:
        yield str(e)


me = itself()
print(next(me))


async def coroutine(x):
    return x


c = coroutine(4)
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
try:
    c.send(None)
except RuntimeError as e:
    print(e)


# str(), repr(), hash(), bool(), int(), isinstance() ... of objects.
class Meta(type):
    def __instancecheck__(cls, x):
        return [x] if x == "instance" else []

    def __subclasscheck__(cls, x):
        return x is int


class C(metaclass=Meta):
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return "C(%r)" % self.x

    def __hash__(self):
        return self.x

    def __bool__(self):
        return self.x > 1

    def __int__(self):
        return self.x

    def __abs__(self):
        return "abs"

    def __round__(self, n=0):
        return ("round", n)

    def __reversed__(self):
        return "reversed"

    def __getattr__(self, name):
        return "attribute " + name

    def __setattr__(self, name, value):
        if name == "y":
            print("set", name, value)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("deleted", name)


class X:
    def __index__(self):
        return 77

    def __len__(self):
        return 0


for x in (C(1), C(2), C(7)):
    print(str(x), repr(x), ascii(x), format(x), hash(x), bool(x), int(x), abs(x), round(x))
    print(reversed(x), getattr(x, "a"), getattr(x, "x"), isinstance("instance", C), isinstance(x, C))
    print(isinstance(3, C), issubclass(int, C), issubclass(str, C), getattr(x, "zz", 0), bool(X()))
    print(setattr(x, "y", 4), delattr(x, "y"), int(X()), str(b"x"), int("12"), bool(""), str(3.5))
for cls, name, f in ((C, "__hash__", hash), (C, "__int__", int), (X, "__index__", int),
                     (C, "__bool__", bool), (X, "__len__", bool), (C, "__str__", str),
                     (C, "__format__", format)):
    setattr(cls, name, lambda self, *rest: 1.5)
    try:
        print(f(cls(3) if cls is C else cls()))
    except TypeError as e:
        print(name, e)
C.__hash__ = lambda self: -1
print(hash(C(1)))
C.__hash__ = lambda self: 2 ** 100
print(hash(C(1)) == hash(2 ** 100))
C.__hash__ = None
try:
    hash(C(1))
except TypeError as e:
    print(e)


# Built-ins that begin with all items of an iterable.
class Letters:
    def __init__(self, text):
        self.text = text

    def __iter__(self):
        for c in self.text:
            yield c


class Counted(Letters):
    def __len__(self):
        return 3


def letters(text):
    for c in text:
        yield c
    if text == "fail":
        raise ValueError(text)


for _ in range(3):
    for make in (Letters, letters, list, str):
        print(list(make("bca")), tuple(make("bca")), sorted(make("bca")), "-".join(make("bca")))
    print(list(Counted("bca")), tuple(Counted("bca")), sorted(Counted("bca")))
    for f in (list, tuple, sorted, "+".join):
        try:
            f(letters("fail"))
        except ValueError as e:
            print(repr(e))
        try:
            f(letters([1, "a"]))
        except TypeError as e:
            print(e)
    Letters.__iter__ = lambda self: iter(self.text[::-1])


def nested(n):
    if n == 0:
        yield from "xyz"
        return
    for c in list(nested(n - 1)):
        yield c


print("".join(nested(200)), tuple(nested(100)))


# A metaclass that goes on to type.__call__.
class Single(type):
    def __call__(cls, *args, **kwargs):
        if "one" not in cls.__dict__:
            cls.one = super().__call__(*args, **kwargs)
        return cls.one


class Plain(type):
    def __call__(cls, a):
        return super().__call__(a, a)


class One(metaclass=Single):
    def __init__(self, a, *, b=0):
        self.ab = a, b


class Two(metaclass=Plain):
    def __new__(cls, a, b):
        self = object.__new__(cls)
        self.new = a, b
        return self

    def __init__(self, a, b):
        self.init = a, b


for i in range(3):
    print(One(i, b=i).ab, Two(i).new, Two(i).init, type.__call__(Two, 1, 2).init, type.__call__(int, "5"))
