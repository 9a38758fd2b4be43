# The order of a set of small ints follows from the table, and users have come to know it.
print({3, 1, 2}, {10, 9, 8}, {100, 50, 0}, {-1, -2, -3})
print(set(range(20)), set(range(20, 0, -1)))
print({i * 7 % 31 for i in range(31)})
s = set(range(50))
for i in range(0, 50, 3):
    s.discard(i)
print(s)
for i in range(100, 110):
    s.add(i)
print(s)
print([s.pop() for _ in range(12)], s)
print(s | {1000, 2000}, s & set(range(40)), s - set(range(45)), s ^ {1, 2, 3, 104})
print(frozenset([33, 1, 65, 97]), hash(frozenset([1, 2, 3])), hash(frozenset()))
print(set([1, 2, 3]).union([64, 32], (5,)), set({7: 1, 15: 2, 23: 3}))
t = {1, 9, 17, 25, 33}
t.remove(9)
t.add(41)
print(t, t.copy(), set(t))
t.clear()
t.update([5, 4, 3])
print(t)
big = set()
state = 12345
for _ in range(300):
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    (big.add if state & 4 else big.discard)(state % 97)
print(big)
print(set(big).difference([3, 4, 5]), big.intersection(range(0, 97, 5)))
a = set(range(1000))
a -= set(range(3, 1000))
print(a)
a ^= {0, 5000}
print(a)
