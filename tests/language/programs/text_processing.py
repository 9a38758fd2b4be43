"""Word counts, Caesar, run lengths, wrapping, anagrams, Levenshtein."""
text = """It was the best of times, it was the worst of times, it was the age of wisdom,
it was the age of foolishness, it was the epoch of belief, it was the epoch of incredulity"""
words = "".join(c.lower() if c.isalpha() else " " for c in text).split()
count = {}
for w in words:
    count[w] = count.get(w, 0) + 1
print(sorted(count.items(), key=lambda p: (-p[1], p[0]))[:6])


def caesar(s, k):
    return "".join(
        chr((ord(c) - 65 + k) % 26 + 65) if c.isupper() else chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c
        for c in s
    )


print(caesar(text[:40], 3), caesar(caesar(text, 3), -3) == text)


def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append(f"{j - i if j - i > 1 else ''}{s[i]}")
        i = j
    return "".join(out)


print(rle("aaabccddddde"), rle(""))


def wrap(ws, n):
    lines, line = [], ""
    for w in ws:
        if line and len(line) + len(w) + 1 > n:
            lines.append(line)
            line = w
        else:
            line = f"{line} {w}".strip()
    return lines + [line]


for l in wrap(words, 30):
    print(f"|{l:<30}|{l:^30}|{l:>30}|")
groups = {}
for w in "listen silent enlist google elgoog abc cab tinsel".split():
    groups.setdefault("".join(sorted(w)), []).append(w)
print(sorted(groups.values()))


def lev(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (x != y)))
        row = new
    return row[-1]


print(lev("kitten", "sitting"), lev("", "abc"), lev("flaw", "lawn"))
print(
    {w: w == w[::-1] for w in ("level", "noon", "krait")},
    "".join(f"{ord(c):02x}" for c in "hex é"),
    " ".join(w.capitalize() for w in words[:5]),
    max(words, key=len),
    text.title()[:20],
    text.swapcase()[:10],
    text.count("\n"),
    len(text.encode()),
)
roman = lambda n: "".join(s * (n // v) or "" for v, s in [(1, "I")]) if n < 4 else None


def to_roman(n):
    out = ""
    for v, s in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while n >= v:
            out += s
            n -= v
    return out


print([to_roman(n) for n in (1, 4, 9, 14, 1994, 2026)], roman(3))
