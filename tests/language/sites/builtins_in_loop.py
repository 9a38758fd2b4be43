# Built-ins that call script do it in the loop: nobody sees the difference, at any depth.
import sys


def names():
    f, out = sys._getframe(1), []
    while f is not None:
        out.append(f.f_code.co_name)
        f = f.f_back
    return out


def noisy(tag, v):
    print(tag, v, names())
    return v


def gen(*items):
    for i in items:
        noisy("gen", i)
        yield i


class N:
    def __init__(self, v):
        self.v = v

    def __bool__(self):
        print("bool", self.v)
        return self.v > 1

    def __lt__(self, other):
        print("lt", self.v, other.v)
        return self.v < other.v

    def __gt__(self, other):
        print("gt", self.v, other.v)
        return self.v > other.v

    def __add__(self, other):
        return N(self.v + getattr(other, "v", other))

    def __radd__(self, other):
        return N(self.v + other)

    def __eq__(self, other):
        print("eq", self.v, getattr(other, "v", other))
        return self.v == getattr(other, "v", other)

    __hash__ = None

    def __repr__(self):
        return "N(%s)" % self.v


print(any(gen(0, 1, 2)), all(gen(1, 0, 2)), sum(gen(1, 2)), sum(gen(1.5, 2), 10))
print(any([N(0), N(2), N(3)]), all((N(2), N(0))), any({}), all([]))
print(sum([N(1), N(2)]), sum([N(1)], N(5)), sum([[1], [2]], []))
print(max(gen(1, 3, 2)), min(gen(2, 1, 3), key=lambda x: noisy("key", -x)))
print(max(3, 1, 2, key=lambda x: -x), min([], default=5, key=lambda x: 0), max(gen(), default=None))
print(max([N(1), N(3), N(2)]), min(N(2), N(1)))
for bad in (lambda: max([], key=names), lambda: min(gen()), lambda: max(), lambda: max(1, 2, default=3, key=len),
            lambda: sum(gen("a")), lambda: sum(gen(), ""), lambda: sum(5), lambda: any(5), lambda: any(),
            lambda: max(5), lambda: sorted(5, key=names), lambda: sorted(gen(1), 3), lambda: sum(gen(1, [])),
            lambda: hasattr(N(1), 5), lambda: hasattr(N), lambda: getattr(N(1), 5, 6), lambda: print(N(1), seq=1),
            lambda: print(N(1), sep=5), lambda: max(gen(1, "a")), lambda: sorted([1, "a"], key=lambda x: x)):
    try:
        print(bad())
    except Exception as e:
        tb, where = e.__traceback__, []
        while tb:
            where.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        print(type(e).__name__, e, where)

data = [3, 1, 2]
print(sorted(data, key=lambda x: noisy("key", x)), sorted(gen(2, 1), reverse=True), sorted(gen(2, 1), key=None))
print(sorted([N(2), N(1)], key=lambda n: n.v, reverse=1))
data.sort(key=lambda x: (noisy("sort", x), data)[0], reverse=True)
print(data)


def failing(x):
    if x == 2:
        raise KeyError(x)
    return x


try:
    data.sort(key=failing)
except KeyError as e:
    print("KeyError", e, sorted(data))
try:
    data.sort(key=lambda x: data.append(x) or x)
except ValueError as e:
    print(e, data)
try:
    [1, "a"].sort(key=lambda x: x)
except TypeError as e:
    print(e)


class P:
    def __str__(self):
        print("<in str>", end="")
        return "P" + str(names())


class Out:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)

    def flush(self):
        self.parts.append("flushed")


print(P(), 1, P(), sep="|", end="!\n")
out = Out()
print(1, P(), "x", sep="-", end="$", file=out, flush=True)
print(out.parts)
saved, sys.stdout = sys.stdout, Out()
print("to", P())
sys.stdout, other = saved, sys.stdout
print(other.parts)


class BadStr:
    def __str__(self):
        return 5


try:
    print("a", BadStr())
except TypeError as e:
    print("|", e)


class Dyn:
    def __getattr__(self, name):
        if name == "boom":
            raise ValueError(name)
        if name.startswith("a"):
            return name.upper()
        raise AttributeError(name)

    @property
    def p(self):
        raise AttributeError("inner p")

    @property
    def q(self):
        return names()


for attr in ("abc", "zzz", "p", "q"):
    print(attr, hasattr(Dyn(), attr), getattr(Dyn(), attr, "default"))
for f in (lambda: hasattr(Dyn(), "boom"), lambda: getattr(Dyn(), "boom", 1)):
    try:
        f()
    except ValueError as e:
        print("ValueError", e)
try:
    hasattr(Dyn(), "zzz")
    raise IndexError
except IndexError as e:
    print(e.__context__)


class Iter:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        return gen(*self.items)


print(2 in Iter(1, 2, 3), 5 not in Iter(1), N(1) in Iter(0, 1), 1 in gen(1, 2), {*Iter(1, 2, 1)})
try:
    {*gen(1, [], 2)}
except TypeError as e:
    print(e)


class M:
    def keys(self):
        return gen("a", "b")

    def __getitem__(self, k):
        return noisy("item", k) * 2


print({**M(), "c": 1}, {"a": 0, **M()})


def kw(**k):
    return k


print(kw(**M()))
try:
    kw(a=1, **M())
except TypeError as e:
    print(e)
print(list(map(lambda x: noisy("map", x), gen(1, 2))), list(map(lambda a, b: a + b, gen(1, 2), [10, 20, 30])))
print(list(filter(lambda x: x > 1, gen(1, 2, 3))), list(filter(None, gen(0, 2))), [*zip(gen(1, 2), gen(3))])
for i, x in enumerate(gen("x", "y"), 5):
    print(i, x)
it = map(lambda x: 1 // x, [1, 0, 2])
print(next(it))
try:
    next(it)
except ZeroDivisionError as e:
    print(e)
print(next(it), next(it, "end"))


def stopper(x):
    if x == 2:
        raise StopIteration("s")
    return x


it = map(stopper, [1, 2, 3])
for x in it:
    print("stop", x)
print(list(it))
it = filter(stopper, [1, 2, 3])
print(list(it), list(it))


class Pt:
    __match_args__ = ("x", "y")

    def __getattr__(self, name):
        print("read", name)
        if name in "xy":
            return ord(name)
        raise AttributeError(name)


def case(v):
    match v:
        case Pt(x=1, z=2):
            return "z"
        case Pt(120, y=b):
            return ("pt", b)
        case _:
            return None


print(case(Pt()))


class Map(dict):
    def get(self, key, default=None):
        print("get", key)
        return dict.get(self, key, default)


def mapped(v):
    match v:
        case {"a": a, "b": b}:
            return a, b
        case {"a": a, **rest}:
            return a, rest


print(mapped(Map(a=1, b=2)), mapped(Map(a=1)), mapped(Map()))


def depth(n):
    kind = n % 8
    if n == 0:
        return 0
    if kind == 0:
        return 1 + sum(depth(n - 1) for _ in (1,))
    if kind == 1:
        return 1 + max([n - 1], key=lambda x: 0) - (n - 1) + sorted([n - 1], key=lambda x: 0)[0] * 0 + next(map(depth, [n - 1]))
    if kind == 2:
        return 1 + [depth(n - 1)][0] if any(True for _ in (1,)) else 0
    if kind == 3:
        box = []
        sorted([n - 1], key=lambda x: box.append(depth(x)))
        return 1 + box[0]
    if kind == 4:
        return 1 + list(map(depth, [n - 1]))[0]
    if kind == 5:
        return 1 + max((depth(n - 1) for _ in (1,)), default=0)

    if kind == 6:
        class T:
            v = depth(n - 1)
        return 1 + T.v
    box = []
    [n - 1].sort(key=lambda x: box.append(depth(x)))
    return 1 + box[0]


sys.setrecursionlimit(100000)
print(depth(1500))
