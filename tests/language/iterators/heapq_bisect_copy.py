"""heapq, bisect, copy, random with a seed, string, textwrap-free utilities."""
import heapq, bisect, copy

h = []
for v in [5, 1, 8, 3, 2, 9, 0]:
    heapq.heappush(h, v)
print(
    h[0],
    [heapq.heappop(h) for _ in range(len(h))],
    heapq.nsmallest(2, [3, 1, 2]),
    heapq.nlargest(2, [3, 1, 2], key=lambda x: -x),
    list(heapq.merge([1, 4], [2, 3])),
    list(heapq.merge("ca", "b", reverse=True)),
)
l = [5, 3, 1, 4]
heapq.heapify(l)
print(l, heapq.heappushpop(l, 0), heapq.heapreplace(l, 10), sorted(l))
try:
    heapq.heappop([])
except IndexError as e:
    print(e)
a = [1, 3, 3, 5]
print(
    bisect.bisect(a, 3),
    bisect.bisect_left(a, 3),
    bisect.bisect_right(a, 4),
    bisect.bisect_left(a, 0),
    bisect.bisect(a, 9),
    bisect.bisect_left([(1, "a"), (2, "b")], 2, key=lambda p: p[0]),
    bisect.bisect(a, 3, 0, 2),
)
bisect.insort(a, 4)
bisect.insort_left(a, 3)
print(a)


class P:
    def __init__(self, v):
        self.v = v
        self.self = self

    def __eq__(self, o):
        return self.v == o.v


x = [1, [2, 3], {"k": (4, [5])}]
s = copy.copy(x)
d = copy.deepcopy(x)
x[1].append(9)
x[2]["k"][1].append(6)
print(x, s, d, s[1] is x[1], d[1] is x[1])
p = P([1])
q = copy.deepcopy(p)
print(q.v is p.v, q.self is q, q == p, copy.copy(p).v is p.v)
r = [1]
r.append(r)
t = copy.deepcopy(r)
print(t[1] is t, t is r)


class C:
    def __copy__(self):
        return "copied"

    def __deepcopy__(self, memo):
        return "deep " + str(len(memo) >= 0)


print(
    copy.copy(C()),
    copy.deepcopy([C()]),
    copy.deepcopy({1, 2}),
    copy.copy((1,)),
    copy.deepcopy((1, [2])),
    copy.deepcopy(len) is len,
    copy.deepcopy(P) is P,
    copy.copy({1: 2}),
    copy.deepcopy("s"),
    copy.deepcopy(bytearray(b"x")),
    copy.deepcopy(None),
)


class S:
    __slots__ = ("a", "b")


z = S()
z.a = [1]
w = copy.deepcopy(z)
print(w.a, w.a is z.a, hasattr(w, "b"))


class R:
    def __init__(self, n):
        self.n = n

    def __reduce__(self):
        return (R, (self.n + 1,))


print(copy.copy(R(1)).n, copy.deepcopy(R(5)).n)


class G:
    def __getstate__(self):
        return {"x": 1}

    def __setstate__(self, st):
        self.st = st


print(copy.copy(G()).st)
import random

random.seed(42)
print(
    random.random(),
    random.randint(1, 100),
    random.choice("abcdef"),
    random.sample(range(100), 5),
    random.uniform(1, 2),
    [random.randrange(10) for _ in range(5)],
)
l = list(range(10))
random.shuffle(l)
print(l, random.getrandbits(70), random.gauss(0, 1), random.choices("ab", k=4))
r1 = random.Random(7)
st = r1.getstate()
a1 = r1.random()
r1.setstate(st)
print(a1 == r1.random(), random.Random("text").random(), random.Random(2**100).random())
