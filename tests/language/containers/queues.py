# heapq, bisect, deque: and what they say when used wrongly.
import heapq
import bisect
from collections import deque

h = []
for x in [5, 2, 8, 1, 9, 3, 7]:
    heapq.heappush(h, x)
print(h, heapq.heappushpop(h, 0), heapq.heappushpop(h, 4), heapq.heapreplace(h, 10), h)
print([heapq.heappop(h) for _ in range(len(h))])
data = [(i * 37) % 101 for i in range(50)]
heapq.heapify(data)
print(all(data[i] <= data[2 * i + k] for i in range(50) for k in (1, 2) if 2 * i + k < 50))
print(heapq.nlargest(4, data), heapq.nsmallest(4, data), heapq.nsmallest(2, ["bb", "a", "ccc"], key=len))
print(list(heapq.merge([1, 4, 7], [2, 5], [3, 6])), list(heapq.merge([3, 1], [4, 2], reverse=True)))
for f in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush((), 1),
          lambda: heapq.heapify(3), lambda: heapq.heapify([1, "a"])):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
a = [1, 2, 2, 2, 5]
print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect_right(a, 9), bisect.bisect(a, 2, 0, 2))
bisect.insort(a, 3)
bisect.insort_left(a, 2)
bisect.insort(a, -4, key=abs)
print(a, bisect.bisect_left([-5, 3, 4], 3, key=abs), bisect.bisect("abd", "c"))
try:
    bisect.bisect([1], 1, lo=-1)
except ValueError as e:
    print(e)
d = deque([1, 2, 3], maxlen=4)
d.append(4)
d.append(5)
d.appendleft(0)
print(d, d.maxlen, d.pop(), d.popleft(), d, len(d))
d.extend([7, 8, 9])
d.extendleft("ab")
print(d, d.index(2) if 2 in d else None, d.count(7), 7 in d)
d.rotate(1)
print(d)
d.rotate(-3)
print(d, d[0], d[-1])
d[1] = "x"
del d[0]
print(d, d + deque([1]), d * 2, deque([1]) * 3, list(reversed(d)), deque("ab") < deque("ac"))
try:
    d.insert(1, 2)
    d.insert(1, 2)
except IndexError as e:
    print(e)
for f in (lambda: deque().pop(), lambda: deque()[0], lambda: deque([1]).remove(2), lambda: deque([1]).index(2),
          lambda: deque(maxlen=-1), lambda: deque(maxlen="a"), lambda: deque([1]) + [1], lambda: deque([1])[0:1]):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
q = deque(range(5))
try:
    for x in q:
        q.append(x)
except RuntimeError as e:
    print(e)
d = deque()
for i in range(10000):
    d.append(i)
    if i % 3 == 0:
        d.popleft()
print(len(d), d[0], d[-1], d[1234], sum(d))
d.clear()
d.append(d)
print(d, deque([deque([1], 2)], maxlen=3).copy(), deque([1, 2]) == deque([1, 2], 5), deque([1]).__reduce__()[:3])
