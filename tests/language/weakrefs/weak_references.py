"""weakref.ref, WeakValueDictionary, WeakKeyDictionary, WeakSet, finalize, proxy."""
import operator
import weakref, gc


class A:
    def __init__(self, n):
        self.n = n

    def m(self):
        return self.n

    def __repr__(self):
        return f"A{self.n}"


log = []


def make():
    a = A(1)
    r = weakref.ref(a, lambda w: log.append("callback"))
    assert r() is a
    return r


def at_depth(function, depth=40):
    """Calls it far down the stack, where nothing of it can be taken for a reference afterwards."""
    if depth == 0:
        results.append(function())
    else:
        operator.call(at_depth, function, depth - 1)


results = []
at_depth(make)
r = results.pop()
gc.collect()
print(r(), log)
a = A(2)
r1, r2 = weakref.ref(a), weakref.ref(a)
print(r1 is r2, r1 == r2, hash(r1) == hash(a), r1() is a, weakref.getweakrefcount(a), type(r1).__name__)
p = weakref.proxy(a)
print(p.n, p.m(), p)
p.z = 5
print(a.z)


def dead():
    b = A(3)
    return weakref.proxy(b), weakref.ref(b)


at_depth(dead)
p2, d = results.pop()
gc.collect()
print(d())
try:
    p2.n
except ReferenceError as e:
    print(e)
v = weakref.WeakValueDictionary()
v["x"] = a


def fill():
    v["t"] = A(9)


at_depth(fill)
gc.collect()
print(list(v.items()), "t" in v, v.get("t"), len(v))
k = weakref.WeakKeyDictionary()
k[a] = "data"


def fillk():
    k[A(5)] = 1


at_depth(fillk)
gc.collect()
print(dict(k), len(k), k[a])
s = weakref.WeakSet([a])


def fills():
    s.add(A(6))


at_depth(fills)
gc.collect()
print(list(s), a in s)


def fin():
    o = A(7)
    weakref.finalize(o, log.append, "finalized")


at_depth(fin)
gc.collect()
print(log)


class B:
    def meth(self):
        return "meth"


b = B()
wm = weakref.WeakMethod(b.meth)
print(wm()())
for x in (5, "a", (), None, [], {}):
    try:
        weakref.ref(x)
        print("?")
    except TypeError as e:
        print(e)
print(
    weakref.ref(A)() is A,
    weakref.ref(make)() is make,
    weakref.ref({1, 2}.__class__)() is set,
    weakref.ref((x := {1}))() is x,
)


class L(list):
    pass


l = L([1])
print(weakref.ref(l)())
f = weakref.finalize(l, print, "called by hand")
f()
print(f.alive)
