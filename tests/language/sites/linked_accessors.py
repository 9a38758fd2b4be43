# Descriptors, properties and attribute hooks written in script are linked: what reads and writes through
# them follows what changes on the way.


class D:
    def __init__(self, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return ("get", self.name, instance.n, owner.__name__)

    def __set__(self, instance, value):
        instance.log = ("set", self.name, value)

    def __delete__(self, instance):
        instance.log = ("delete", self.name)


class NonData:
    def __get__(self, instance, owner):
        return "non-data"


class C:
    d = D("d")
    nd = NonData()
    log = None

    def __init__(self, n):
        self.n = n

    @property
    def p(self):
        return "p", self.n

    @p.setter
    def p(self, v):
        self.log = ("p.set", v)

    @p.deleter
    def p(self):
        self.log = "p.deleted"


class S(C):
    pass


def access(o):
    out = [o.d, o.nd, o.p]
    o.d = 1
    out.append(o.log)
    o.p = 2
    out.append(o.log)
    del o.d
    out.append(o.log)
    del o.p
    out.append(o.log)
    return out


for cls in (C, S):
    o = cls(7)
    for i in range(20):
        if i == 2:
            D.__get__ = lambda self, instance, owner: "rebound get"
        if i == 4:
            D.__set__ = lambda self, instance, value: setattr(instance, "log", "rebound set")
        if i == 6:
            cls.d = D("another")
        if i == 8:
            o.__dict__["nd"] = "own"
        if i == 10:
            o.__dict__["d"] = "hidden"
        if i == 12:
            cls.nd = D("data now")
        if i == 14:
            del o.__dict__["d"], o.__dict__["nd"]
            cls.p = D("p")
        if i == 16:
            D.__delete__ = lambda self, instance: setattr(instance, "log", "rebound delete")
        if i == 18:
            o.__class__ = S if cls is C else C
        print(cls.__name__, i, access(o))
    D.__get__ = lambda self, instance, owner: ("got", self.name)


# A descriptor loses what makes it one.
class Once:
    def __get__(self, instance, owner):
        return "once"

    def __set__(self, instance, value):
        print("Once.__set__", value)


class H:
    a = Once()


h = H()


def rw(h, i):
    h.a = i
    return h.a if not isinstance(h.a, Once) else "the object itself"


for i in range(8):
    if i == 3:
        del Once.__set__
    if i == 6:
        del Once.__get__
    print(i, rw(h, i))
    h.__dict__.pop("a", None)


class E1:
    def __get__(self, instance, owner):
        raise AttributeError("from __get__")


class G:
    e = E1()

    def __getattr__(self, name):
        return "fallback " + name


class Hooks:
    def __setattr__(self, name, value):
        print("setattr", name, value)

    def __delattr__(self, name):
        print("delattr", name)

    def __contains__(self, x):
        return x == 1

    def __delitem__(self, i):
        print("delitem", i)


def hooks(o):
    o.a = 1
    del o.a
    del o[3]
    return 1 in o, 2 in o, 1 not in o


g = G()
o = Hooks()
for i in range(6):
    if i == 2:
        Hooks.__contains__ = lambda self, x: [x] if x == 2 else ""
        Hooks.__delitem__ = lambda self, i: print("deleted", i)
    if i == 4:
        Hooks.__setattr__ = lambda self, name, value: print("rebound", name)
        Hooks.__delattr__ = lambda self, name: print("gone", name)
    print(g.e, hooks(o))
del Hooks.__setattr__, Hooks.__delattr__
print(hooks(o), vars(o))


# with: enter and exit rebound, missing.
class W:
    def __enter__(self):
        return "W"

    def __exit__(self, *info):
        print("W.exit", info[0])
        return True


def enter(w):
    with w as v:
        raise KeyError(v)
    return v


w = W()
for i in range(8):
    if i == 2:
        W.__enter__ = lambda self: "rebound"
    if i == 4:
        W.__exit__ = lambda self, *info: print("rebound exit", info[1]) or True
    if i == 6:
        del W.__exit__
    try:
        print(i, enter(w))
    except TypeError as e:
        print(e)
