"""Float arithmetic in loops, lists and objects."""


def escape(cr, ci, limit):
    zr = zi = 0.0
    for n in range(limit):
        zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
        if zr * zr + zi * zi > 4.0:
            return n
    return limit


total = 0
for y in range(60):
    for x in range(80):
        total += escape(x / 40 - 1.5, y / 30 - 1.0, 200)
values = [i * 0.5 for i in range(1000)]
accumulated = 0.0
for _ in range(300):
    for i, v in enumerate(values):
        accumulated += v * 1.0001 - i / 3.0
print(total, f"{accumulated:.6f}")
