"""Much garbage of many kinds; what lives stays whole."""


class Node:
    def __init__(self, l, r):
        self.l, self.r = l, r


def tree(d):
    return Node(tree(d - 1), tree(d - 1)) if d else None


def count(t):
    return 0 if t is None else 1 + count(t.l) + count(t.r)


keep = tree(10)
total = 0
for i in range(30):
    total += count(tree(7))
print(total, count(keep))
cache = {}
for i in range(20000):
    cache[i % 500] = [i, str(i), (i, [i])]
print(len(cache), cache[7], cache[499][2])
l = []
for i in range(50000):
    l.append((i, i * 0.5))
    if len(l) > 100:
        l = l[50:]
print(len(l), l[0], l[-1])
s = ""
for i in range(3000):
    s = (s + str(i))[-50:]
print(s)
big = [bytearray(10000) for _ in range(200)]
big = [b for i, b in enumerate(big) if i % 2]
print(len(big), sum(len(b) for b in big))
chain = None
for i in range(50000):
    chain = (i, chain)
n = 0
while chain:
    n += chain[0]
    chain = chain[1]
print(n)
d = {}
for i in range(10000):
    d[str(i)] = {str(i): [i]}
print(sum(v[k][0] for k, v in d.items()))
gens = []


def g(n):
    x = [n] * 10
    while True:
        yield sum(x)


for i in range(1000):
    k = g(i)
    next(k)
    gens.append(k)
print(sum(next(k) for k in gens))
fs = [lambda i=i: [i] * 3 for i in range(1000)]
print(sum(len(f()) for f in fs))
m = [[0] * 100 for _ in range(100)]
for i in range(100):
    for j in range(100):
        m[i][j] = [i, j]
print(m[99][98], sum(x[0] for r in m for x in r))
