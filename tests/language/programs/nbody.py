"""A small n-body simulation: float arithmetic on attributes and lists."""


class Body:
    def __init__(self, p, v, m):
        self.p, self.v, self.m = p, v, m


bodies = [
    Body([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 39.47),
    Body([4.84, -1.16, -0.10], [0.606, 2.81, -0.02], 0.037),
    Body([8.34, 4.12, -4.03e-1], [-1.01, 1.82, 8.4e-3], 0.011),
]


def step(dt):
    for i, a in enumerate(bodies):
        for b in bodies[i + 1 :]:
            d = [x - y for x, y in zip(a.p, b.p)]
            r2 = sum(x * x for x in d)
            mag = dt / (r2 * r2**0.5)
            for k in range(3):
                a.v[k] -= d[k] * b.m * mag
                b.v[k] += d[k] * a.m * mag
    for b in bodies:
        for k in range(3):
            b.p[k] += dt * b.v[k]


def energy():
    e = 0.0
    for i, a in enumerate(bodies):
        e += 0.5 * a.m * sum(v * v for v in a.v)
        for b in bodies[i + 1 :]:
            e -= a.m * b.m / sum((x - y) ** 2 for x, y in zip(a.p, b.p)) ** 0.5
    return e


print(f"{energy():.9f}")
for _ in range(300):
    step(0.01)
print(f"{energy():.9f}", [f"{x:.6f}" for b in bodies for x in b.p])
