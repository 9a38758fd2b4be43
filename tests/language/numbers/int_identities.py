"""Integer laws that must hold over a spread of values."""
values = [
    0,
    1,
    -1,
    2,
    -2,
    3,
    7,
    -7,
    255,
    256,
    10**9,
    -(10**9),
    2**31,
    2**32 + 1,
    2**47,
    2**48 - 1,
    2**48,
    -(2**48),
    -(2**48) - 1,
    2**63 - 1,
    2**63,
    -(2**63),
    2**64,
    10**20,
    -(10**20),
    3**80,
]
bad = 0
for a in values:
    for b in values:
        if (a + b) - b != a:
            bad += 1
        if a * b != b * a:
            bad += 1
        if b:
            q, r = divmod(a, b)
            if q * b + r != a or q != a // b or r != a % b or (r and (r < 0) != (b < 0)) or abs(r) >= abs(b):
                bad += 1
                print("divmod", a, b, q, r)
        if (a & b) + (a | b) != a + b or (a ^ b) != (a | b) - (a & b):
            bad += 1
            print("bits", a, b)
        if (a < b) != (b > a) or (a <= b) != (not a > b) or (a == b) != (not a != b):
            bad += 1
            print("compare", a, b)
    for n in (0, 1, 5, 48, 64, 100):
        if (a << n) != a * 2 ** n or (a >> n) != a // 2**n:
            bad += 1
            print("shift", a, n)
    if int(str(a)) != a or int(hex(a), 16) != a or int(bin(a), 0) != a or ~a != -a - 1:
        bad += 1
        print("text", a)
    if hash(a) != hash(int(str(a))):
        bad += 1
print("offences:", bad)
checksum = 0
for a in values:
    for b in values:
        checksum = (checksum * 31 + (a * b) % 1000003 + (a ^ b)) % (10**18 + 9)
print(checksum)
