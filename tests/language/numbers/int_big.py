"""Integers beyond a machine word."""
a = 2**64
b = 10**30 + 7
print(a, b, a + b, a - b, b - a, a * b)
print(b // a, b % a, -b // a, -b % a, b // -a, b % -a, divmod(-b, -a))
print(a == 2**64, a != b, a < b, a > b, a <= a, hash(a) == hash(2**64))
print(2**48 - 1, 2**48, 2**48 + 1, -(2**48), -(2**48) - 1)
print(2**62 + 2**62, 2**63 - 1, -(2**63), 2**63 * 2)
for shift in (1, 31, 32, 47, 48, 49, 63, 64, 65, 127):
    x = (1 << shift) - 1
    print(shift, x, x + 1, -x - 1, x >> (shift - 1), (x << 3) >> 3 == x, x.bit_length())
print(a & b, a | b, a ^ b, ~b, -a & b, -a | b, -a ^ -b, b & -1, b & 0xFFFF)
print(b >> 40, -b >> 40, b >> 200, -b >> 200, b << 40)
print(3**100, (-3) ** 101)
print(pow(3, 1000, 10**20), pow(7, 10**20, 13), pow(b, -1, 10**9 + 9))
print(abs(-b), -(-b), +b, bool(b), not b)
print(int("123456789012345678901234567890"), int("-" + "9" * 40), int("f" * 20, 16), int("1" * 70, 2))
print(hex(b), oct(b), bin(a), hex(-b))
print(b / a, a / b, b / 3, 1 / b, float(b), int(float(10**22)))
print(float(2**53 + 1), float(2**1000), int(1e30))
print(b == float(b), 10**22 == 1e22, 10**22 + 1 == 1e22, 10**22 + 1 > 1e22, 2**53 + 1 > 2.0**53)
try:
    float(10**400)
except OverflowError as error:
    print(error)
try:
    10**400 / 3
except OverflowError as error:
    print(error)
print(10**400 // 10**398, (10**400) / (10**399))
f = 1
for i in range(1, 60):
    f *= i
print(f)
for i in range(59, 0, -1):
    f //= i
print(f)
x, y = 0, 1
for _ in range(300):
    x, y = y, x + y
print(x, len(str(x)))
print(sum(range(10**6)), sum([2**60] * 20), sum(10**i for i in range(25)))
print(
    (10**25).to_bytes(12, "big"),
    int.from_bytes(b"\x01" * 12, "little"),
    (-(10**20)).to_bytes(9, "little", signed=True),
)
print(int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes([1, 2, 3], "big"), int.from_bytes(b"", "big"))
print(hash(10**30), hash(-(10**30)), round(10**30 + 5, -1), round(10**30 + 15, -1))
print([10**20, 3, -(10**25), 2**50] == sorted([3, 2**50, 10**20, -(10**25)], reverse=True))
print(f"{b:,} {b:x} {b:_b} {b:e}"[:140])
