"""repr of containers that contain themselves."""
l = [1]
l.append(l)
print(l, repr(l), str(l))
d = {1: 2}
d["d"] = d
print(d)
l2 = []
d2 = {"l": l2}
l2.append(d2)
print(l2, d2)
t = ([],)
t[0].append(t)
print(t)


class C:
    def __init__(self):
        self.items = [self]

    def __repr__(self):
        return f"C({self.items!r})" if len(self.items) > 1 else "C()"


c = C()
print(c, [c])
from collections import deque, OrderedDict, defaultdict

q = deque([1])
q.append(q)
print(q)
o = OrderedDict(a=1)
o["o"] = o
print(o)
dd = defaultdict(list)
dd["x"] = dd
print(dd)


class L(list):
    pass


m = L([1])
m.append(m)
print(m)
print([[[[[]]]]], {(): {(): {}}}, [{1: [(2, {3})]}])
a = []
b = [a]
a.append(b)
try:
    print(a == b)
except RecursionError:
    print("RecursionError")
print(a == a)
deep = []
for _ in range(100000):
    deep = [deep]
try:
    repr(deep)
except RecursionError as error:
    print("repr:", type(error).__name__)
while deep:
    deep = deep[0]
print(deep)
