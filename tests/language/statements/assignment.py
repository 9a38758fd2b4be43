"""Assignment: chains, order of evaluation, swaps, del, walrus."""
log = []
def n(x): log.append(x); return x
class D(dict):
    def __setitem__(s, k, v): log.append(("set", k, v)); super().__setitem__(k, v)
    def __getitem__(s, k): log.append(("get", k)); return super().__getitem__(k)
d = D()
d[n("a")] = d[n("b")] = n("v"); print(log); log.clear()
d[n("a")] += n("w"); print(log); log.clear()
n([1, 2])[n(0)], n([3])[n(0)] = n(8), n(9); print(log); log.clear()
x = y = []; x.append(1); print(y)
a, b, c = 1, 2, 3; a, b, c = c, a, b; print(a, b, c)
i = 0; l = [5, 6, 7]; i, l[i] = 2, "x"; print(i, l); i = 0; l[i], i = "y", 1; print(l, i)
(a), [b], (c,) = 1, [2], [3]; print(a, b, c)
(z := 5); print(z, (w := z + 1) * w, [v := 1, v + 1], {"k": (u := 2)}, u)
def f(x, q=(t := 7)): return (r := x) + r
print(f(2), t)
if (m := 10) > 5 and (k := m - 1): print(m, k)
while (p := z) > 3: z -= 1
print(p)
del a, (b, c), [w]; print("a" in globals(), "b" in globals(), "w" in globals())
o = type("O", (), {})(); o.a = o.b = 1; del o.a; print(o.__dict__)
e = [1, 2, 3, 4]; del e[0], e[-1]; print(e); del (e)
s = "abc"; s, t = s[:1], s[1:]; print(s, t)
h = {}; h["x"], h["y"] = h["z"] = "pq"; print(h)
g = [[]] * 2; g[0] += [1]; g[1] = g[1] + [2]; print(g)
print(n(1) + n(2) * n(3) - n(4), log); log.clear()
print(n(0) or n(2) and n(3), n(1) if n(0) else n(5), log); log.clear()
print([n(1), n(2)], {n("k"): n("v")}, (n(3), n(4)), log); log.clear()
n(print)(n("arg"), end=n("\n")); print(len(log)); log.clear()
n({"q": 1})[n("q")]; n("abc")[n(0):n(2)]; print(log); log.clear()
lambda_ = lambda: n("body"); print(log, lambda_())
1; "expression statement"; None; ...
x = 1; x: int; x: int = 2; print(x)
a = b = c = d = 0; print(a, b, c, d)
_, (_, last) = 1, (2, 3); print(_, last)
class K:
    q = 1
    q, r = 2, q
print(K.q, K.r)
