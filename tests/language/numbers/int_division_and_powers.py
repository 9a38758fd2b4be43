"""Division, modulo, powers and shifts of ints of all sizes."""


def show(label, function):
    try:
        print(label, "->", function())
    except Exception as error:
        print(label, "->", type(error).__name__ + ":", error)


values = [1, -1, 2, -2, 3, 7, -7, 10, 2**48 - 1, -(2**48), 2**53 + 1, 2**62, 2**63 - 1, -(2**63), 2**64 - 1, 2**64, -(2**64), 3**60, -(7**50), 10**40 + 3, 2**200, -(2**200) + 1]
for a in [0] + values:
    for b in values:
        q, r = divmod(a, b)
        assert q * b + r == a and (0 <= r < b or b < r <= 0), (a, b, q, r)
        assert a // b == q and a % b == r
        print(a, b, q, r, repr(a / b))
        assert (a & b) + (a | b) == a + b and (a ^ b) == (a | b) - (a & b)
        assert ~a == -a - 1 and a - b == -(b - a) and a + b == b + a and a * b == b * a
        assert (a < b) == (a - b < 0) and (a == b) == (a - b == 0)
for a in values:
    for shift in (0, 1, 5, 47, 48, 49, 63, 64, 65, 130):
        assert a << shift == a * 2**shift and a >> shift == a // 2**shift, (a, shift)
        print(a, shift, a << shift, a >> shift)
for a in (0, 1, -1, 2, -2, 3, -3, 10, 12, 2**31, -(2**33), 10**20):
    for e in (0, 1, 2, 3, 10, 31, 64):
        power = 1
        for _ in range(e):
            power *= a
        assert a**e == power
    print(a, a**7, a**20)
for a in (0, 1, 2, -3, 10, 2**64 + 1, -(10**30)):
    for e in (0, 1, 2, 17, 2**40, 2**70):
        for m in (1, -1, 2, 7, -7, 97, 2**48 + 1, 2**63 - 25, -(2**64) + 59, 10**30 + 57):
            print(a, e, m, pow(a, e, m))
for a, m in ((3, 7), (3, -7), (-3, 7), (10, 2**61 - 1), (2**70, 10**30 + 57), (1, 1), (5, -1)):
    print(pow(a, -1, m), pow(a, -3, m))
show("not invertible", lambda: pow(2, -1, 4))
show("modulus zero", lambda: pow(2, 3, 0))
show("float modulus", lambda: pow(2, 3, 1.5))
show("float exponent", lambda: pow(2, 3.0, 5))
show("string", lambda: pow(2, "a", 5))
for base, exponent in ((2, -1), (-2, -3), (10, -400), (0, -1), (10**400, -1), (2, -10000), (3, 0.5), (-8, 1 / 3), (10**400, 0.5), (2.5, 10**400), (0.5, 10**308), (True, False), (True, -1)):
    show(f"{str(base)[:10]} ** {str(exponent)[:10]}", lambda: base**exponent)
for a, b in ((10**400, 3), (3, 10**400), (10**400, 10**399), (10**400, -(10**91)), (1, 0), (2**1024, 1), (2**1024 - 1, 1), (2**1024 - 2**970, 1), (2**1024 - 2**970 - 1, 1), (1, 2**1074), (1, 2**1075), (3, 2**1075), (5, 2**1075), (1, 2**1076),
             (2**53 + 1, 1), (2**54 + 2, 2), (2**54 + 3, 1), (2**54 + 5, 1), (-(2**54) - 6, 1), (2**100 + 2**46, 2**47), (10**50, 3 * 10**30), (-(10**22), 7), (1, -3), (0, -5), (4503599627370497, 2**1074)):
    show(f"{str(a)[:12]}/{str(b)[:12]}", lambda: a / b)
for text in ("1 << -1", "1 >> -1", "1 << (1 << 70)", "0 << (1 << 70)", "1 >> (1 << 70)", "-1 >> (1 << 70)", "float(2**1024)", "float(-(2**1024) + 2**970)", "float(2**1024 - 2**970 - 1)", "1 // 0", "1 % 0", "(2**70) // 0", "(2**70) % 0", "divmod(2**70, 0)"):
    show(text, lambda: eval(text))
