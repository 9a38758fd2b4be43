"""Generators, pipelines and delegation."""


def numbers(n):
    for i in range(n):
        yield i


def odd(source):
    for v in source:
        if v & 1:
            yield v


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


def average():
    total = count = 0
    while True:
        value = yield total / count if count else 0
        total += value
        count += 1


sink = average()
next(sink)
for v in range(100_000):
    last = sink.send(v)
print(sum(odd(numbers(600_000))), sum(tree(13)), last, sum(x * y for x in range(300) for y in range(300)))
