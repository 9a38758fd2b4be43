# Operators of user classes are linked to their methods; whatever changes what the method is must be
# seen by the very next execution of the same site.


class V:
    def __init__(self, x):
        self.x = x

    def __add__(self, other):
        return ("V.__add__", self.x)

    def __neg__(self):
        return "V.__neg__"

    def __getitem__(self, key):
        return ("V.__getitem__", key)

    def __lt__(self, other):
        return True

    def __contains__(self, item):
        return item == 1

    def __bool__(self):
        return self.x > 0

    def __call__(self, *args):
        return ("V.__call__", args)


class W(V):
    pass


def ops(v):
    out = [v + v, -v, v[0], v < v, 1 in v, 2 not in v, v(1, 2)]
    if v:
        out.append("true")
    else:
        out.append("false")
    if v < v:
        out.append("less")
    return out


for cls in (V, W):
    for x in (1, 0):
        for _ in range(3):
            last = ops(cls(x))
        print(cls.__name__, x, last)

# Rebinding on the class, on its base, in between, and deletion; in the middle of a loop.
w = W(1)
for i in range(12):
    if i == 2:
        V.__add__ = lambda self, other: "rebound on the base"
        V.__lt__ = lambda self, other: False
    if i == 4:
        W.__add__ = lambda self, other: "defined in between"
        W.__neg__ = lambda self: "W.__neg__"
        W.__contains__ = lambda self, item: item == 2
    if i == 6:
        del W.__add__
        W.__bool__ = lambda self: False
    if i == 8:
        del W.__bool__, W.__neg__, W.__contains__
        V.__call__ = lambda self, *args: "called anew"
        V.__getitem__ = lambda self, key: "got anew"
    if i == 10:
        del V.__bool__
        V.__len__ = lambda self: 0
    print(i, ops(w))

# Bases that change.
class A:
    def __add__(self, other):
        return "A+"

    def __eq__(self, other):
        return "A=="


class B:
    def __add__(self, other):
        return "B+"

    def __eq__(self, other):
        return "B=="


class C(A):
    pass


def add(a, b):
    return a + b, a == b


c = C()
for i in range(6):
    if i == 2:
        C.__bases__ = (B,)
    if i == 4:
        C.__bases__ = (A, B)
    print(add(c, 1))

# An instance whose class changes.
class D:
    def __add__(self, other):
        return "D+"

    def __eq__(self, other):
        return "D=="


d = D()
for i in range(4):
    if i == 2:
        d.__class__ = C
    print(add(d, 1))

# Methods on the instance do not count.
d.__add__ = lambda other: "no"
d.__eq__ = lambda other: "no"
d.__getitem__ = lambda key: "no"
d.__call__ = lambda: "no"
d.__iter__ = lambda: iter(())
d.__bool__ = lambda: False
print(add(d, 1), bool(d), "yes" if d else "no")
for broken in (lambda: d[0], lambda: d(), lambda: list(d), lambda: 1 in d, lambda: -d):
    try:
        broken()
    except TypeError as e:
        print(e)

# Deleting leaves an error, and the name may come back.
class E:
    pass


def use(e):
    try:
        return e + 1
    except TypeError as error:
        return str(error)


e = E()
for i in range(5):
    if i == 1:
        E.__add__ = lambda self, other: "added"
    if i == 3:
        del E.__add__
    print(use(e))

# Special methods that are not plain functions.
class F:
    __add__ = staticmethod(lambda other: ("static", other))
    __getitem__ = classmethod(lambda cls, key: (cls.__name__, key))
    __len__ = property(lambda self: lambda: 3)

    class Caller:
        def __get__(self, instance, owner):
            return lambda *args: ("descriptor", type(instance).__name__, args)

    __call__ = Caller()


for _ in range(3):
    f = F()
    print(f + 1, f[2], len(f), f(1), bool(f))

# A method that is rebound while it runs.
class G:
    def __iadd__(self, other):
        G.__iadd__ = lambda self, other: "second"
        return self


g = G()
for _ in range(3):
    g += 1
    print(g if isinstance(g, (str, int)) else "first")
    if isinstance(g, str):
        break


# Attribute hooks that come and go under linked reads, stores and method calls.
class H:
    def m(self):
        return "m"


class I(H):
    pass


def accesses(o):
    o.x = 7
    return o.x, o.m()


i = I()
for step in range(10):
    if step == 2:
        H.__getattribute__ = lambda self, name: (lambda: "hooked") if name == "m" else 5
    if step == 4:
        I.__setattr__ = lambda self, name, value: print("set", name, value)
    if step == 6:
        del H.__getattribute__, I.__setattr__
    if step == 8:
        del i.x
        I.__setattr__ = lambda self, name, value: None
        H.__getattr__ = lambda self, name: "not found " + name
    print(accesses(i))
