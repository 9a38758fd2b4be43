"""Counting, grouping, lookups with string, int and tuple keys."""
words = [f"w{(i * 7919) % 1009}" for i in range(20_000)]
counts, groups, grid = {}, {}, {}
for _ in range(8):
    for w in words:
        counts[w] = counts.get(w, 0) + 1
for i, w in enumerate(words):
    groups.setdefault(len(w), []).append(i)
for i in range(300):
    for j in range(300):
        grid[i, j] = i * j
total = sum(grid[i, 299 - i] for i in range(300))
squares = {i: i * i for i in range(100_000)}
for i in range(0, 100_000, 3):
    del squares[i]
print(len(counts), max(counts.values()), {k: len(v) for k, v in groups.items()}, total, sum(squares.values()))
