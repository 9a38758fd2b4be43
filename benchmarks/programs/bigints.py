"""Integers beyond the machine word: products, powers, digits."""
a, b = 0, 1
for _ in range(20_000):
    a, b = b, a + b
digits = 0
n = 3 ** 2_000
for _ in range(400):
    n = n * 7 // 5 + 1
total = 0
for i in range(1, 3_000):
    total = (total * 31 + pow(i, 65_537, 10 ** 18 + 9)) % (10 ** 30)
print(a % 10 ** 20, n % 10 ** 20, total, len(str(2 ** 10_000)))
