# `list += b` asks the class of b first, as `list + b` does.
class Vector:
    def __init__(self, items):
        self.items = items

    def __radd__(self, other):
        return Vector([a + b for a, b in zip(other, self.items)])

    def __iter__(self):
        return iter(self.items)


class Declines(Vector):
    def __radd__(self, other):
        return NotImplemented


for _ in range(3):
    a = [1, 2]
    a += Vector([10, 20])
    print(type(a).__name__, list(a))
    a = [1, 2]
    a += Declines([10, 20])
    print(type(a).__name__, a)


class NoLength:
    def __getitem__(self, i):
        return i


class BadIter:
    __iter__ = None


class WorseIter:
    def __iter__(self):
        return 5


for f in (lambda: reversed(NoLength()), lambda: 1 in BadIter(), lambda: 1 in WorseIter()):
    try:
        f()
    except TypeError as e:
        print(e)
