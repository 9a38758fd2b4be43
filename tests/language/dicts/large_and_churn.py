"""Growth, deletion and reinsertion keep the order and lose nothing."""
d = {}
for i in range(3000):
    d[str(i)] = i
for i in range(0, 3000, 3):
    del d[str(i)]
for i in range(0, 3000, 6):
    d[str(i)] = -i
keys = list(d)
print(len(d), keys[:4], keys[-3:], sum(d.values()), "3" in d, "6" in d, d["6"])
e = {}
for i in range(2000):
    e[i * 64] = i
print(len(e), e[64 * 1999], list(e)[1000], 63 in e)
f = {}
for i in range(5000):
    f[i % 10] = i
    if i % 7 == 0:
        f.pop((i + 3) % 10, None)
print(f)
g = {}
for i in range(1000):
    g[i] = i
    if len(g) > 5:
        g.pop(next(iter(g)))
print(g)
h = {}
for i in range(300):
    h[(i % 5, str(i % 3))] = h.get((i % 5, str(i % 3)), 0) + 1
print(h)
while h:
    last = h.popitem()
print(last, h)
j = {i: i for i in range(100)}
for k in list(j):
    if k % 2:
        del j[k]
j.update((i, "again") for i in range(1, 10, 2))
print(list(j)[-6:], len(j), j[3])
k = {1.0 * i: i for i in range(10)}
k.update({i: "int" for i in range(5)})
print(k)
m = {}
m[-1] = "a"
m[-2] = "b"
m[2**61 - 2] = "c"
m[0] = "z"
m[2**61 - 1] = "y"
print(m)
