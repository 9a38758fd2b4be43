"""while and for with else, break, continue, targets."""
i = 0
while i < 3: i += 1
else: print("else", i)
while True:
    i -= 1
    if i: continue
    break
else: print("never")
for x in []: pass
else: print("empty else")
for x in range(5):
    if x == 3: break
else: print("never")
print(x)
for i in range(3):
    for j in range(3):
        if j == 2: break
        if (i + j) % 2: continue
        print(i, j)
    else: print("never")
for (a, b), c in [((1, 2), 3)]: print(a, b, c)
d = {}
for d["k"] in range(3): pass
print(d)
class O: pass
for O.attr in "ab": pass
print(O.attr)
for k, v in {"a": 1}.items(): print(k, v)
for i, (x, *y) in enumerate(["abc", "de"], 5): print(i, x, y)
for x in 1, 2, 3: print(x, end=" ")
print()
n = 0
while (n := n + 1) < 5: pass
print(n)
for line in """a
b""".splitlines(): print(line)
def find(items, want):
    for i, x in enumerate(items):
        if x == want: return i
    else: return -1
print(find("abc", "b"), find("abc", "z"))
l = [3, 1, 2]
while l: print(l.pop(), end=",")
print()
for _ in range(2):
    try: continue
    finally: print("f")
total = 0
for i in range(10):
    if i % 2 == 0: continue
    if i > 7: break
    total += i
print(total, i)
if 0: pass
elif []: pass
elif (x := 5) > 3: print("elif", x)
else: pass
for x in "ab": print(x); x = 1
del x
try:
    x
except NameError as e: print(e)
for i in iter(lambda: l.append(1) or len(l), 4): print(i)
print([i for i in range(5)], *(i for i in range(3)))
for i in reversed(range(0, 10, 4)): print(i, end=" ")
print(1 if i else 2, "a" if not i else "b")
