a = [1, 2, 3]
a.append(4)
d = {"one": 1, "two": 2}
d["three"] = 3
s = {1, 2, 2}
t = (1, "x")
print(a, d, s, t, len(a), d["two"], 2 in s, a[1:], a[::-1])
for k, v in d.items():
    print(k, v)
print([x * x for x in a if x % 2 == 0], {k: len(k) for k in d}, sum(a), sorted([3, 1, 2]))
a, b, *c = range(5)
print(a, b, c)
