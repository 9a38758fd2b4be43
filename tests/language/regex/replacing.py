"""sub, subn and split."""
import re

print(re.sub("a", "b", "banana"), re.sub("a", "b", "banana", 2), re.subn("z", "b", "banana"))
print(re.sub("(a)(n)?", r"<\2\1>", "banana"), re.sub("(?P<x>n)", r"\g<x>\g<x>\n", "an"))
print(re.sub("x*", "-", "abxd"), re.sub("", "-", "é中"), re.sub("b*", lambda m: str(m.span()), "abb"))
print(re.sub("n", lambda m: None, "banana"), re.sub(".", lambda m: m.group() * 2, "aé"))
print(re.sub(b"a(.)", rb"\1\1", b"banana"), re.sub(b"a", bytearray(b"xy"), b"cat"))
print(re.sub("(a)|b", r"[\1]", "ab"), re.sub("é", r"\\", "éa"))
text = "unchanged"
print(re.sub("z", "y", text) is text)

for pattern, replacement, string in [("a", 1, "a"), ("a", b"b", "a"), (b"a", "b", b"a"), ("a", "b", b"a"),
                                     ("a", r"\2", "a"), ("a", r"\q", "a"), ("a", r"\g<x", "a"), ("a", "b", 3)]:
    try:
        print(re.sub(pattern, replacement, string))
    except (TypeError, re.error, IndexError) as e:
        print(type(e).__name__, e)
for result in (1, b"x"):
    try:
        re.sub("b", lambda m: result, "abab")
    except TypeError as e:
        print(e)

print(re.split(",", "a,b,,c"), re.split("(,)|;", "a,b;c"), re.split(",", "a,b,c", 1), re.split("", "ab"))
print(re.split(r"\b", "one two"), re.split("(x)?", "axb"), re.split(b"-", b"1-2"), re.split("é", "aéb"))
