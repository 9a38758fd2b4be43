"""Numeric kernels: spectral norm, Mandelbrot, FFT, Simpson, Newton, sieve."""


def A(i, j):
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1)


def mul(v, t=False):
    return [sum((A(j, i) if t else A(i, j)) * v[j] for j in range(len(v))) for i in range(len(v))]


u = [1.0] * 20
for _ in range(5):
    v = mul(mul(u), True)
    u = mul(mul(v), True)
print("%.9f" % (sum(a * b for a, b in zip(u, v)) / sum(b * b for b in v)) ** 0.5)
for y in range(-6, 7):
    line = ""
    for x in range(-20, 10):
        z, c, n = 0j, complex(x / 10, y / 5), 0
        while abs(z) <= 2 and n < 20:
            z = z * z + c
            n += 1
        line += " .:-=+*#%@"[n // 2 if n < 20 else 9] if n // 2 < 10 else "@"
    print(line)
import cmath, math


def fft(a):
    n = len(a)
    if n == 1:
        return a
    e, o = fft(a[::2]), fft(a[1::2])
    t = [cmath.exp(-2j * math.pi * k / n) * o[k] for k in range(n // 2)]
    return [e[k] + t[k] for k in range(n // 2)] + [e[k] - t[k] for k in range(n // 2)]


f = fft([math.sin(i) + (i % 3) for i in range(16)])
print([f"{abs(x):.6f}" for x in f])


def simpson(f, a, b, n=100):
    h = (b - a) / n
    return h / 3 * (f(a) + f(b) + sum((4 if i % 2 else 2) * f(a + i * h) for i in range(1, n)))


print(f"{simpson(math.sin, 0, math.pi):.10f} {simpson(lambda x: x ** 3, 0, 2):.10f} {simpson(math.exp, 0, 1):.8f}")
x = 1.0
for _ in range(6):
    x -= (x**3 - 2) / (3 * x**2)
    print(repr(round(x, 12)), end=" ")
print()
N = 5000
s = bytearray([1]) * (N + 1)
s[0] = s[1] = 0
for i in range(2, int(N**0.5) + 1):
    if s[i]:
        s[i * i :: i] = bytes(len(range(i * i, N + 1, i)))
print(sum(s), [i for i in range(100) if s[i]][-5:])
seed = 42
inside = 0
for _ in range(5000):
    seed = (seed * 16807) % 2147483647
    a = seed / 2147483647
    seed = (seed * 16807) % 2147483647
    b = seed / 2147483647
    inside += a * a + b * b <= 1
print(inside, 4 * inside / 5000)
coll = max(
    range(1, 1000),
    key=lambda n: (lambda f: f(f, n, 1))(
        lambda f, n, c: c if n == 1 else f(f, n // 2 if n % 2 == 0 else 3 * n + 1, c + 1)
    ),
)
print(coll)
