"""A list that holds ints, floats, then anything: results never depend on what it held before."""
a = [1, 2, 3]
a.append(2.5)
a.append("x")
a[0] = None
print(a, sum(a[1:4]))
b = [1.0, 2.0]
b.append(3)
b[0] = 10**30
b.append(-0.0)
print(b, b[1] == 2, type(b[2]).__name__, type(b[1]).__name__)
c = [0] * 5
c[2] = 1.5
print(c)
c[3] = True
print(c, c.index(True), c.count(0), c.count(False))
d = [1.5] * 3
d[1] = 2
print(d, d.count(2.0), 2 in d, 1.5 in d, d == [1.5, 2.0, 1.5])
e = list(range(5))
e[1:3] = [1.5, 2.5]
print(e)
f = [1, 2] + [1.5]
g = [1.5] + [1]
h = f + ["z"]
print(f, g, h, f * 2)
i = [2**48, 2**60, 2**70, -1]
i.sort()
print(i, sum(i), max(i), min(i))
j = []
for k in range(10):
    j.append(k if k % 3 else k / 2)
print(j, sorted(j), [type(v).__name__[0] for v in j])
n = [float("nan")]
print(n == n, n[0] in n, n.count(n[0]), n.index(n[0]))
m = [1, 2, 3]
m.reverse()
m.extend([0.5])
m.insert(1, 7)
m.pop(0)
print(m, m[::-1])
o = [0.1] * 10
print(sum(o), o.index(0.1), [x + 1 for x in o[:2]])
p = [True, 1, 1.0]
print(p, p[0] is True, p[1] is True, [repr(x) for x in p])
