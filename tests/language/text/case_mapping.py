"""Case conversions and properties of characters over all of Unicode, as checksums a block."""
samples = ["hello World", "", "ÄÖÜ straße", "ΑΣ ΑΣΑ Σ Α.Σ ΣΣ", "ǆ ǅ Ǆ", "ﬁ ﬂ", "İıIi", "ŉ", "ᾀᾈ ᾳ", "they're bill's", "x\u0301y", "ⅷ Ⅷ ⓐ", "ʰª", "they\u2019re"]
for s in samples:
    print([s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold()])
    print([s.isupper(), s.islower(), s.istitle(), s.isalpha(), s.isalnum(), s.isspace(), s.isascii(), s.isprintable(), s.isidentifier()])
for s in ["", "12", "²", "½", "٣", "Ⅷ", "一二三", "1a", "１２", "-1", "1.5", "𝟘", "፩"]:
    print(s, s.isdecimal(), s.isdigit(), s.isnumeric(), s.isalnum())
for s in ["a", "_", "1a", "a1", "é", "名前", "a b", "a-b", "class", "ª", "·", "a·", "℘", "ͺ", ""]:
    print(ascii(s), s.isidentifier())

def checksum(f, low, high):
    total = 0
    for c in range(low, high):
        r = f(chr(c))
        if r is True or r is False:
            total = (total * 3 + r) % 1000003
        else:
            for x in r:
                total = (total * 31 + ord(x)) % 1000003
    return total

functions = [str.upper, str.lower, str.title, str.casefold, str.isupper, str.islower, str.isalpha, str.isdecimal, str.isdigit,
             str.isnumeric, str.isspace, str.isprintable, str.isidentifier, str.istitle]
for low, high in [(0, 0x800), (0x800, 0x2000), (0x2000, 0x3400), (0xa000, 0xac00), (0xf900, 0x11000), (0x1d000, 0x1f000)]:
    print(hex(low), [checksum(f, low, high) for f in functions])
