"""Keys with own __hash__ and __eq__; __missing__; dict subclasses."""


class Key:
    def __init__(self, n, h):
        self.n, self.h = n, h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


d = {Key(i, i % 3): i for i in range(10)}
print(d, d[Key(7, 1)], Key(7, 1) in d, Key(7, 2) in d, len(d))
d[Key(3, 0)] = "three"
del d[Key(4, 1)]
print(d, d.get(Key(4, 1)), d.pop(Key(9, 0)))


class Loud:
    def __hash__(self):
        raise ValueError("no hash today")


class Picky:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise ZeroDivisionError("never compare")


for f in (
    lambda: {Loud(): 1},
    lambda: {}[Loud()],
    lambda: Loud() in {1},
    lambda: {Picky(): 1, Picky(): 2},
    lambda: {1: 1}[Picky()],
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
p = Picky()
print({p: 5}[p], p in {p})


class EqOnly:
    def __eq__(self, other):
        return True


class WrongHash:
    def __hash__(self):
        return "x"


class BigHash:
    def __hash__(self):
        return 2**100


for cls in (EqOnly, WrongHash, BigHash):
    try:
        print(hash(cls()))
    except TypeError as error:
        print(error)


class Default(dict):
    def __missing__(self, key):
        self[key] = value = f"made {key}"
        return value


m = Default(a=1)
print(m["a"], m["b"], m, m.get("c"), "c" in m, len(m), type(m.copy()).__name__, m == {"a": 1, "b": "made b"})


class Upper(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)

    def __getitem__(self, key):
        return super().__getitem__(key.upper())

    def __contains__(self, key):
        return super().__contains__(key.upper())

    def __iter__(self):
        return iter(sorted(super().__iter__()))


u = Upper()
u["b"] = 1
u["a"] = 2
u.update(c=3)
print(u, u["B"], "a" in u, "c" in u, list(u), u.get("B"), sorted(u.items()))
print(isinstance(u, dict), Upper.fromkeys("x"), repr(Upper(q=1)))
