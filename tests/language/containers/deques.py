"""collections.deque."""
from collections import deque

d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
d.extend([5, 6])
d.extendleft([-1, -2])
print(d, len(d), d[0], d[-1], d[3], d.pop(), d.popleft(), d)
d.rotate(2)
print(d)
d.rotate(-3)
print(d)
d.reverse()
print(d)
print(
    d.index(3),
    d.count(3),
    3 in d,
    99 in d,
    list(reversed(d)),
    d == deque(d),
    d != deque([1]),
    d < deque([100]),
    d.copy(),
    deque("abc") + deque("d"),
    deque([1]) * 3,
)
d.remove(3)
d.insert(1, "ins")
d[0] = "first"
del d[-1]
print(d)
m = deque(range(10), maxlen=3)
m.append(10)
print(m, m.maxlen)
m.appendleft(1)
print(m)
m.extend("xyz1")
print(m)
print(deque(maxlen=0), deque([1], 5), deque([], None))
d.clear()
print(d, not d, bool(deque([0])))
for f in (
    lambda: d.pop(),
    lambda: d.popleft(),
    lambda: deque([1])[5],
    lambda: deque([1]).remove(2),
    lambda: deque([1]).index(2),
    lambda: deque(maxlen=-1),
    lambda: deque(5),
    lambda: hash(d),
    lambda: m.insert(0, 1),
    lambda: deque([1])["a"],
    lambda: deque([1])[0:1],
    lambda: deque() + [1],
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ":", error)
d = deque([1, 2, 3])
try:
    for x in d:
        d.append(x)
except RuntimeError as error:
    print(error)
q = deque()
total = 0
for i in range(5000):
    q.append(i)
    if i % 3 == 0:
        total += q.popleft()
print(len(q), total, q[0], q[-1], q[len(q) // 2], sum(q))
q += [1]
q *= 1
print(len(q), q[-1])


class D(deque):
    pass


print(D([1]), type(D([1]).copy()).__name__, repr(D([1], 2)))
