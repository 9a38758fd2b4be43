"""Long strings built piece by piece; nothing may be quadratic or lost."""
s = ""
for i in range(20000):
    s += chr(97 + i % 26)
print(len(s), s[:30], s[-5:], s.count("a"), hash(s) == hash("".join([chr(97 + i % 26) for i in range(20000)])))
t = ""
for i in range(2000):
    t = str(i % 10) + t
print(len(t), t[:12], t[-12:])
parts = []
for i in range(5000):
    parts.append(str(i))
joined = ",".join(parts)
print(len(joined), joined.split(",")[4321], sum(map(int, joined.split(","))))
u = ""
for i in range(3000):
    u += "é" if i % 3 else "€"
print(len(u), u[:5], u[1500], u[2999], u.count("€"), u.find("€", 2000))
v = "ab"
for i in range(12):
    v += v
    if i % 4 == 0:
        v = v[1:]
print(len(v), v[:7], v[-3:])
d = {}
w = ""
for c in "hello world":
    w += c
    d[w] = len(w)
print(d["hello"], "hello wor" in d, list(d)[3])
x = "start"
y = x
x += "-more"
print(x, y, x == "start-more", (x + y)[5:10], (x + y).upper())
import sys

print(sys.intern("abc") is sys.intern("ab" + "c"), "%s%s" % ("a" * 100, "b") == "a" * 100 + "b")
