"""Reads and writes of instance attributes, class attributes, properties and slots."""


class Point:
    origin = 7

    def __init__(self, x, y):
        self.x = x
        self.y = y

    @property
    def area(self):
        return self.x * self.y


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


points = [Point(i, i + 1) for i in range(100)] + [Slotted(i, 2) for i in range(100)]
total = 0
for _ in range(2_000):
    for p in points:
        total += p.x
        p.y = total & 1023
for _ in range(3_000):
    for p in points[:100]:
        total += p.area + p.origin
print(total)
