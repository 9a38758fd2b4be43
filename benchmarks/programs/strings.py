"""Building, splitting, joining, searching and formatting text."""
parts = []
for i in range(60_000):
    parts.append(f"{i:05d}:{i * i % 97}")
text = ",".join(parts)
fields = [p.split(":") for p in text.split(",")]
total = sum(int(a) * int(b) for a, b in fields)
grown = ""
for i in range(100_000):
    grown += chr(97 + i % 26)
found = 0
for i in range(2_000):
    found += grown.find("xyz", i * 10) + grown.count("abc", i, i + 500)
print(total, len(grown), found, "".join(c.upper() for c in grown[:1000] if c in "aeiou")[:20], "%s-%d-%x" % (grown[:5], 12, 255))
