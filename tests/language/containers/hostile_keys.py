# Keys whose __eq__ and __hash__ change the container that is being searched.
class Key:
    def __init__(self, n, action=None):
        self.n = n
        self.action = action

    def __hash__(self):
        return 1

    def __eq__(self, other):
        if self.action:
            action, self.action = self.action, None
            action()
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"Key({self.n})"


d = {}
d[Key(1, lambda: d.clear())] = "a"
d[Key(2)] = "b"
print(d)

d = {Key(i): i for i in range(5)}
first = next(iter(d))
first.action = lambda: [d.update({Key(i): i}) for i in range(10, 40)]
d[Key(3)] = "changed"
print(len(d), d[Key(3)])

s = set()
s.add(Key(1, lambda: s.clear()))
s.add(Key(2))
print(s)

l = [Key(1), Key(2), Key(3)]
l[0].action = l.clear
try:
    print(l.index(Key(3)))
except ValueError as e:
    print("ValueError", e)
l = [Key(1), Key(2), Key(3)]
l[1].action = lambda: l.pop()
print(Key(3) in l, l)
l = [Key(1), Key(2)]
l[1].action = l.clear
l.remove(Key(2))
print(l)


class Failing:
    def __hash__(self):
        raise ZeroDivisionError("hash")


for f in (lambda: {Failing(): 1}, lambda: {Failing()}, lambda: Failing() in {}, lambda: {}.get(Failing()),
          lambda: set().discard(Failing()), lambda: hash((1, Failing()))):
    try:
        f()
    except ZeroDivisionError as e:
        print("ZeroDivisionError", e)


class NoEq:
    def __hash__(self):
        return 2

    def __eq__(self, other):
        raise ValueError("eq")


d = {NoEq(): 1}
for f in (lambda: d[NoEq()], lambda: d.pop(NoEq(), None), lambda: d.setdefault(NoEq(), 1), lambda: NoEq() in d,
          lambda: {NoEq(), NoEq()}):
    try:
        f()
    except ValueError as e:
        print("ValueError", e)
print(len(d))


def changing_size():
    d = {i: i for i in range(5)}
    for k in d:
        d[k + 100] = 1


def changing_keys():
    d = {i: i for i in range(5)}
    for k in d:
        del d[k]
        d[k + 100] = 1


def changing_set():
    s = {1, 2, 3}
    for i in s:
        s.add(i + 10)


for f in (changing_size, changing_keys, changing_set):
    try:
        f()
    except RuntimeError as e:
        print(f.__name__, e)
it = iter({1: 1, 2: 2})
print(it.__length_hint__(), next(it), it.__length_hint__(), list(it), it.__length_hint__())


def sort_changes(change):
    l = [3, 2, 1]

    def key(x):
        change(l)
        return x

    try:
        l.sort(key=key)
    except ValueError as e:
        print(e, l)
    else:
        print(l)


sort_changes(lambda l: l.append(1))
sort_changes(lambda l: None)
sort_changes(lambda l: l.clear())
l = [3, 1, 2]


def failing_key(x):
    if x == 2:
        raise KeyError(x)
    return x


try:
    l.sort(key=failing_key)
except KeyError as e:
    print("KeyError", e, l)


class Cmp:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        if other.v == 5:
            raise RuntimeError("five")
        return self.v < other.v


l = [Cmp(i % 7) for i in range(20)]
try:
    l.sort()
except RuntimeError as e:
    print(e, sorted(c.v for c in l))
