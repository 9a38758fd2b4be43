"""Iterators see a list that changes under them."""
a = [1, 2, 3]
for x in a:
    if len(a) < 8:
        a.append(x * 10)
print(a)
a = list(range(6))
for x in a:
    a.remove(x)
print(a)
a = [1, 2, 3]
it = iter(a)
print(next(it), it.__length_hint__())
a.clear()
print(list(it), next(it, "end"))
a.extend([1, 2, 3])
print(list(it))
r = reversed(a)
print(next(r))
a.append(4)
print(list(r))
a = [1, 2, 3, 4]
it = iter(a)
next(it)
del a[0]
print(list(it))
a = [0] * 3
for i, a[i] in enumerate("xyz"):
    pass
print(a)
for a[-1] in range(3):
    pass
print(a)


class Evil:
    def __init__(self, target):
        self.target = target

    def __eq__(self, other):
        self.target.clear()
        return False


lst = []
lst.extend([Evil(lst), 1, 2])
print(5 in lst, lst)
lst.extend([1, Evil(lst), 3])
try:
    lst.remove(7)
except ValueError as error:
    print(error, lst)
d = [5, 4, 3]
e = [d.pop() for _ in range(3)]
print(e, d)
f = [1, 2, 3]
f[:] = (x for x in f if x != 2)
print(f)
f += (x for x in range(2))
print(f)
