"""Pi, e, primes, modular arithmetic, Ackermann: work for big ints."""


def pi_digits(n):
    q, r, t, k, m, x, out = 1, 0, 1, 1, 3, 3, []
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return "".join(map(str, out))


print(pi_digits(120))


def e_digits(n):
    one = 10 ** (n + 5)
    term = total = one
    k = 1
    while term:
        term //= k
        total += term
        k += 1
    return str(total)[:n]


print(e_digits(80))


def is_prime(n):
    if n < 2:
        return False
    for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n % p == 0:
            return n == p
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


print(
    [n for n in range(60) if is_prime(n)],
    is_prime(2**127 - 1),
    is_prime(2**128 + 1),
    next(n for n in range(10**30, 10**31) if is_prime(n)),
)


def egcd(a, b):
    return (a, 1, 0) if b == 0 else (lambda g, x, y: (g, y, x - a // b * y))(*egcd(b, a % b))


p, q = 2**89 - 1, 2**107 - 1
n, e = p * q, 65537
d = egcd(e, (p - 1) * (q - 1))[1] % ((p - 1) * (q - 1))
msg = int.from_bytes(b"attack at dawn", "big")
c = pow(msg, e, n)
print(c, pow(c, d, n).to_bytes(14, "big"))
x = 3**500
r = 1 << x.bit_length() // 2 + 1
while True:
    s = (r + x // r) // 2
    if s >= r:
        break
    r = s
print(
    r == 3**250,
    str(2**2000)[:20],
    len(str(7**3000)),
    sum(map(int, str(2**1000))),
    hex(3**100),
    10**50 // 3**20,
    -(10**50) % 7**15,
    (5**80) >> 100,
    (1 << 200) - 1 & 5**60,
    int("9" * 100) + 1 == 10**100,
)


def ack(m, n):
    return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))


print(ack(2, 9), sum(int(d) for d in str(__import__("math").factorial(200))))
a, b = 0, 1
for _ in range(1000):
    a, b = b, a + b
print(a)
