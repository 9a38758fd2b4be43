"""Lists, tuples, sets, slices, comprehensions, sorting."""
total = 0
for r in range(60):
    data = [(i * 7919 + r) % 10_007 for i in range(4_000)]
    data.sort()
    pairs = sorted(zip(data, reversed(data)), key=lambda p: (p[1], p[0]))
    evens = {x for x in data if x % 2 == 0}
    total += len(evens) + pairs[r][0] + sum(data[::3]) + sum(a - b for a, b in pairs)
    stack = []
    for x in data:
        stack.append(x)
        if x % 3 == 0:
            total += stack.pop()
matrix = [[i * j for j in range(120)] for i in range(120)]
product = [[sum(a * b for a, b in zip(row, column)) for column in zip(*matrix)] for row in matrix[:30]]
print(total, sum(map(sum, product)))
