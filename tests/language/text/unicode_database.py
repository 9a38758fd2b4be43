"""The unicodedata module."""
import unicodedata as u
def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)

for c in "aA1 é日ß½Ⅷ²\u0301\u200b٣(한ﬁ\U0001f600\ue000\u0378\ud800à̀Å":
    print(hex(ord(c)), u.category(c), u.bidirectional(c), u.combining(c), u.mirrored(c), u.east_asian_width(c), u.decomposition(c), u.numeric(c, None), u.digit(c, None), u.decimal(c, None))
for c in "aZ0 é_~ßñλЖ€→∞☃♥\U0001f600가힣中":
    print(u.name(c), u.lookup(u.name(c)) == c)
print(u.lookup("latin small letter e with acute"), "\N{GREEK SMALL LETTER ALPHA}\N{BULLET}\N{EM DASH}\N{SNOWMAN}" if True else "")
attempt(u.name, "\x00")
attempt(u.name, "\x00", "none")
attempt(u.lookup, "NO SUCH NAME AT ALL")
attempt(u.category, "ab")
attempt(u.category, 1)
attempt(u.name, "")
attempt(u.decimal, "x")
attempt(u.digit, "x")
attempt(u.numeric, "x")
attempt(u.normalize, "NFX", "a")
attempt(u.normalize, "NFC", 1)
for s in ["é", "e\u0301", "ﬁ", "Å", "Å", "한글", "\u1112\u1161\u11ab", "①", "ｱ", "a\u0323\u0307", "a\u0307\u0323", "½", "\ud800x", "abc", "", "ｶﾞ", "\u0344", "ǭ", "ﷺ"]:
    print([ascii(u.normalize(form, s)) for form in ("NFC", "NFD", "NFKC", "NFKD")], [u.is_normalized(form, s) for form in ("NFC", "NFD", "NFKC", "NFKD")])
print(u.unidata_version)
total = 0
for c in range(0, 0x30000):
    ch = chr(c)
    for x in (u.category(ch), u.bidirectional(ch), u.east_asian_width(ch), u.decomposition(ch)):
        for y in x:
            total = (total * 31 + ord(y)) % 1000003
    total = (total * 31 + u.combining(ch) + u.mirrored(ch) + int(u.numeric(ch, 0) * 60) + u.digit(ch, 0)) % 1000003
print(total)
