"""with in all forms."""
class M:
    def __init__(self, n, swallow=False, fail=None): self.n, self.s, self.f = n, swallow, fail
    def __enter__(self):
        print("enter", self.n)
        if self.f == "enter": raise RuntimeError("enter failed")
        return self.n
    def __exit__(self, t, v, tb):
        print("exit", self.n, t.__name__ if t else None, v, tb is not None)
        if self.f == "exit": raise RuntimeError("exit failed")
        return self.s
with M(1) as a: print("body", a)
with M(1) as a, M(2) as b: print(a, b)
with (M(1) as a, M(2) as b,): print(a, b)
with (M(1), M(2)): print("two")
with (M(1)): print("one")
with (M(1)) as x: print(x)
d = {}
with M("k") as d["k"], M((1, 2)) as (p, q), M([3, 4, 5]) as [r, *s]: print(d, p, q, r, s)
with M("s", True): raise ValueError("swallowed")
print("after")
try:
    with M("o"), M("i"): raise ValueError("passes")
except ValueError as e:
    print(e)
try:
    with M("o", True), M("i", fail="enter"): print("never")
    print("outer swallowed")
    with M("x", fail="exit"): raise KeyError("k")
except RuntimeError as e:
    print(e, repr(e.__context__))
def f():
    with M("f"): return "value"
print(f())
def g():
    for i in range(3):
        with M(i):
            if i == 0: continue
            break
g()
def gen():
    with M("gen"): yield 1; yield 2
for v in gen(): print(v)
it = gen(); next(it); it.close()
for bad in (5, object()):
    try:
        with bad: pass
    except TypeError as e:
        print(e)
class NoExit:
    def __enter__(self): pass
try:
    with NoExit(): pass
except TypeError as e:
    print(e)
class OnInst: pass
o = OnInst(); o.__enter__ = lambda: 1; o.__exit__ = lambda *a: 1
try:
    with o: pass
except TypeError as e:
    print(e)
class Truthy:
    def __enter__(self): return self
    def __exit__(self, *a): return [1]
with Truthy() as t: 1 / 0
print(isinstance(t, Truthy))
