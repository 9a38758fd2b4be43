"""Conway's game of life on a set of cells."""
from collections import Counter


def step(cells):
    n = Counter((x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
    return {c for c, k in n.items() if k == 3 or k == 2 and c in cells}


def show(cells, w, h):
    return "\n".join("".join("#" if (x, y) in cells else "." for x in range(w)) for y in range(h))


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for i in range(5):
    print(show(glider, 8, 6))
    print()
    glider = step(glider)
r = {(1, 0), (2, 0), (0, 1), (1, 1), (1, 2)}
for i in range(60):
    r = step(r)
print(len(r), min(r), max(r))
