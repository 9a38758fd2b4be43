"""Linked list, binary tree, heap, trie, LRU cache, ring buffer, skip-free set."""


class Node:
    __slots__ = ("value", "next")

    def __init__(self, v, n=None):
        self.value, self.next = v, n


class Linked:
    def __init__(self, it=()):
        self.head = None
        [self.push(x) for x in reversed(list(it))]

    def push(self, v):
        self.head = Node(v, self.head)

    def __iter__(self):
        n = self.head
        while n:
            yield n.value
            n = n.next

    def reverse(self):
        p, n = None, self.head
        while n:
            n.next, p, n = p, n, n.next
        self.head = p
        return self


print(list(Linked("abc")), list(Linked(range(5)).reverse()))


class Tree:
    def __init__(self):
        self.root = None
        self.n = 0

    def add(self, k):
        if self.root is None:
            self.root = [k, None, None]
            self.n = 1
            return
        t = self.root
        while True:
            if k == t[0]:
                return
            i = 1 if k < t[0] else 2
            if t[i] is None:
                t[i] = [k, None, None]
                self.n += 1
                return
            t = t[i]

    def __iter__(self):
        def go(t):
            if t:
                yield from go(t[1])
                yield t[0]
                yield from go(t[2])

        return go(self.root)

    def depth(self):
        return (f := lambda t: 0 if t is None else 1 + max(f(t[1]), f(t[2])))(self.root)


t = Tree()
x = 1
for _ in range(500):
    x = x * 48271 % 2147483647
    t.add(x % 1000)
print(t.n, list(t)[:8], t.depth(), list(t) == sorted(set(t)))


class Trie:
    def __init__(self):
        self.d = {}

    def add(self, w):
        d = self.d
        for c in w:
            d = d.setdefault(c, {})
        d["$"] = w

    def find(self, p):
        d = self.d
        for c in p:
            if c not in d:
                return []
            d = d[c]

        def go(d):
            for k in sorted(d):
                if k == "$":
                    yield d[k]
                else:
                    yield from go(d[k])

        return list(go(d))


tr = Trie()
[tr.add(w) for w in "car card care cat dog do".split()]
print(tr.find("car"), tr.find("do"), tr.find("x"), tr.find(""))


class LRU:
    def __init__(self, n):
        self.n, self.d, self.hits = n, {}, 0

    def get(self, k, make):
        if k in self.d:
            self.hits += 1
            self.d[k] = self.d.pop(k)
        else:
            self.d[k] = make(k)
            if len(self.d) > self.n:
                del self.d[next(iter(self.d))]
        return self.d[k]


l = LRU(3)
print([l.get(k, lambda k: k * 2) for k in (1, 2, 3, 1, 4, 2, 1)], l.hits, l.d)


class Ring:
    def __init__(self, n):
        self.b, self.i, self.full = [None] * n, 0, False

    def put(self, v):
        self.b[self.i] = v
        self.i = (self.i + 1) % len(self.b)
        self.full |= self.i == 0

    def __iter__(self):
        return iter(self.b[self.i :] + self.b[: self.i] if self.full else self.b[: self.i])


r = Ring(4)
[r.put(i) for i in range(10)]
print(list(r))


def quicksort(a):
    return (
        a
        if len(a) < 2
        else quicksort([x for x in a[1:] if x < a[0]]) + a[:1] + quicksort([x for x in a[1:] if x >= a[0]])
    )


def mergesort(a):
    if len(a) < 2:
        return a
    m = len(a) // 2
    l, r, out = mergesort(a[:m]), mergesort(a[m:]), []
    while l and r:
        out.append(l.pop(0) if l[0] <= r[0] else r.pop(0))
    return out + l + r


def heapsort(a):
    a = a[:]

    def down(i, n):
        while (c := 2 * i + 1) < n:
            if c + 1 < n and a[c] < a[c + 1]:
                c += 1
            if a[i] >= a[c]:
                break
            a[i], a[c] = a[c], a[i]
            i = c

    for i in range(len(a) // 2, -1, -1):
        down(i, len(a))
    for n in range(len(a) - 1, 0, -1):
        a[0], a[n] = a[n], a[0]
        down(0, n)
    return a


v = [(i * 7919) % 1009 for i in range(300)]
print(quicksort(v) == mergesort(v) == heapsort(v) == sorted(v))
