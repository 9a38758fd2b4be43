# Class bodies, `raise`, displays and name operations are linked, and their script runs without nesting.
import sys


def trace_names():
    f = sys._getframe(1)
    names = []
    while f is not None and len(names) < 4:
        names.append(f.f_code.co_name)
        f = f.f_back
    return names


class A:
    print(trace_names())
    x = 1
    y = x + len([1, 2])
    del x
    print(sorted(k for k in locals() if not k.startswith("__")))


def deep(n):
    class C:
        value = n
        inner = deep(n - 1) if n else None

    return C


old = sys.getrecursionlimit()
sys.setrecursionlimit(20000)
c = deep(400)
count = 0
while c is not None:
    count += 1
    c = c.inner
print(count)
sys.setrecursionlimit(old)

try:
    deep(10 ** 6)
except RecursionError as e:
    print("RecursionError")


# Namespaces that are mappings.
class Names(dict):
    def __init__(self):
        self.log = []

    def __getitem__(self, key):
        self.log.append(("get", key))
        return dict.__getitem__(self, key)

    def __setitem__(self, key, value):
        self.log.append(("set", key))
        dict.__setitem__(self, key, value)

    def __delitem__(self, key):
        self.log.append(("del", key))
        dict.__delitem__(self, key)


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, bases, kw, trace_names())
        return Names()

    def __new__(mcs, name, bases, ns, **kw):
        print(ns.log)
        return super().__new__(mcs, name, bases, dict(ns))

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)


for _ in range(3):

    class B(metaclass=Meta, flag=_):
        a = 1
        b = a
        c = len
        del a
        d: int = 3

        def method(self):
            return __class__

    print(B().method() is B, B.__annotations__)

try:

    class Bad(metaclass=Meta):
        del missing
except NameError as e:
    print(e)

try:

    class Bad2(metaclass=Meta):
        print(unknown_name)
except NameError as e:
    print(e)


class Strict(dict):
    def __getitem__(self, key):
        if key == "boom":
            raise ValueError(key)
        if key in ("__name__",):
            return "strict"
        raise KeyError(key)


class StrictMeta(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Strict()


def free_names():
    outer = "outer"

    class S(metaclass=StrictMeta):
        got = outer
        n = len
        print(got if False else "body", __name__)

        class Inner:
            seen = outer

    print(S.Inner.seen)
    try:

        class T(metaclass=StrictMeta):
            boom
    except ValueError as e:
        print("ValueError", e)


free_names()

# A name that is in the class at one time and global at another.
where = "global"


def maker(flag):
    class M:
        if flag:
            where = "class"
        seen = where

    return M.seen


for i in range(8):
    if i == 5:
        where = "rebound"
    print(maker(i % 2), end=" ")
print()
len_seen = []
for i in range(4):
    if i == 2:
        len = lambda v: "mine"

    class L:
        n = len([1])

    len_seen.append(L.n)
del len


class L2:
    n = len([1])


print(len_seen, L2.n)


class WithOrig:
    def __mro_entries__(self, bases):
        print("mro_entries", trace_names())
        return (list,)


class D(WithOrig()):
    pass


print(D.__mro__[1], len(D.__orig_bases__))
try:

    class E(metaclass=lambda *a: (_ for _ in ()).throw(KeyError("in metaclass"))):
        pass
except KeyError as e:
    print(e)

try:

    class F:
        1 / 0
except ZeroDivisionError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, end=" ")
        tb = tb.tb_next
    print()

# exec with separate namespaces.
for i in range(3):
    g = {"a": "ga"}
    loc = {"b": "lb"} if i != 1 else {"a": "la", "b": "lb"}
    exec("c = a + b\nd = len(c)\ndel b", g, loc)
    print(sorted(loc.items()))
code = compile("v = w\nx: int = 1", "<c>", "exec")
for ns in ({"w": 1}, {"w": 2}):
    exec(code, ns)
    exec(code, {"w": 3}, ns)
    print(ns["v"], ns["__annotations__"])


# A class whose MRO is being computed has no attributes yet.
class OwnMro(type):
    flag = 0

    def mro(cls):
        cls.flag += 1
        try:
            cls.nothing
        except AttributeError as e:
            print(e)
        return type.mro(cls)


for _ in range(3):

    class Ordered(metaclass=OwnMro):
        pass

    print(Ordered.flag, Ordered.__mro__)
