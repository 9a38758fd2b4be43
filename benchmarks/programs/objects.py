"""Many small objects: trees, linked lists, short-lived tuples."""


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def check(self):
        return 1 + (self.left.check() if self.left else 0) + (self.right.check() if self.right else 0)


def build(depth):
    return Node(build(depth - 1), build(depth - 1)) if depth else Node(None, None)


kept = build(14)
total = 0
for _ in range(12):
    total += build(11).check()
chain = None
for i in range(300_000):
    chain = (i, chain)
length = 0
while chain:
    length, chain = length + 1, chain[1]
print(total, kept.check(), length)
