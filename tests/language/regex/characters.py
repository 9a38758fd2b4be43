"""Characters: classes, case, text and bytes, boundaries."""
import re

subjects = "aA1_ \té\u0130\u0131\u017f\u212a\u03c3\u03c2\u0660\u2028\xa0中😀\ud800ßẞ"
for pattern in (r"\w", r"\W", r"\d", r"\s", r"\S", r"[^\w]", r"[a-z]", r"[^a-z]", r"[\d\s]", "k", "s",
                "σ", "İ", "ß", "[é-ü]", "[\U00010000-\U0010ffff]", "[^中]", "[İ]", "i", "[k-s]", "[\u0131]"):
    for flags in (0, re.I, re.A, re.A | re.I):
        print(ascii(pattern), int(flags), ascii(re.findall(pattern, subjects, flags)))

data = bytes(range(256))
for pattern in (rb"\w", rb"\W", rb"\s", rb"[^a-y]", rb"k", rb"[\x80-\xff]", rb"\xe9"):
    for flags in (0, re.I, re.L, re.L | re.I):
        print(pattern, int(flags), b"".join(re.findall(pattern, data, flags)))

for kind in (bytes, bytearray, memoryview):
    m = re.search(b"l+", kind(b"hello"))
    print(m.group(), m.span(), re.findall(b".", kind(b"ab")))

for pattern in (r"\b", r"\B", "^", "$", r"\A", r"\Z", "(?m)^", "(?m)$", r"(?a)\b"):
    for text in ("", "ab c", "\n", "a\nb\n", "é é"):
        print(pattern, ascii(text), [m.start() for m in re.finditer(pattern, text)])

print(re.findall("(?s).", "a\n"), re.findall(".", "a\né"), re.findall(".{2}", "éa中b"), re.findall(".{1,2}?b", "éé中b"))
print(re.search("(?<=é中)b", "é中b").span(), re.search("(?<!é)b", "éb"), re.search("(?<=..)b", "éb"))
print(ascii(re.search("[\ud800-\udfff]", "a\udc80").group()))
