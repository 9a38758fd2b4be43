"""Case, classification, stripping, padding."""
s = "hello World 123"
print(
    s.upper(),
    s.lower(),
    s.title(),
    s.capitalize(),
    s.swapcase(),
    s.casefold(),
    "ß".upper(),
    "ß".casefold(),
    "ǆ".title(),
    "İ".lower().encode(),
    "ΑΣ".lower(),
)
print(
    "they're bill's".title(),
    "a1b2".title(),
    "ÉCOLE".lower(),
    "école".capitalize(),
    "ﬁ".upper(),
    "ŉ".upper().encode("unicode_escape"),
)
for method in (
    "isalpha",
    "isdigit",
    "isdecimal",
    "isnumeric",
    "isalnum",
    "isspace",
    "isupper",
    "islower",
    "istitle",
    "isidentifier",
    "isprintable",
    "isascii",
):
    print(
        method,
        [
            int(getattr(x, method)())
            for x in (
                "",
                "abc",
                "ABC",
                "Abc",
                "a1",
                "12",
                "½",
                "²",
                "٣",
                " \t",
                "a b",
                "_x",
                "1x",
                "é",
                "\n",
                "A b",
                "class",
                "\u2028",
                "ⅷ",
            )
        ],
    )
print(
    "  x ".strip() + "|",
    "  x ".lstrip() + "|",
    "  x ".rstrip() + "|",
    "xxaxx".strip("x"),
    "abcba".strip("ab"),
    "abc".strip("abc") + "|",
    "abc".lstrip("ba"),
    "abc".rstrip("cb"),
    "x".strip(None),
    "\u3000x\xa0".strip(),
    "a".strip(""),
)
print(
    "x".center(5) + "|",
    "x".center(6, "*"),
    "xx".center(5, "-"),
    "x".ljust(4) + "|",
    "x".rjust(4, "."),
    "abc".center(2),
    "42".zfill(5),
    "-42".zfill(5),
    "+4".zfill(5),
    "".zfill(2),
    "abc".zfill(2),
    "é".rjust(3, "→"),
)
print(
    "a\tb".expandtabs(),
    "ab\tc".expandtabs(4),
    "\t".expandtabs(0) + "|",
    "a\n\tb".expandtabs(3),
    "a\tb".expandtabs(tabsize=2),
)
print(
    "hello".replace("l", "L"),
    "hello".replace("l", "L", 1),
    "aaa".replace("a", ""),
    "abc".replace("", "-"),
    "abc".replace("", "-", 2),
    "aaa".replace("aa", "b"),
    "x".replace("y", "z"),
    "".replace("", "q"),
    "café".replace("é", "e"),
    "hello".replace("l", "ll", -1),
)
print(
    "prefix-x".removeprefix("prefix-"),
    "x-suffix".removesuffix("-suffix"),
    "abc".removeprefix("x"),
    "abc".removesuffix(""),
    "aa".removeprefix("a"),
)
table = str.maketrans("abc", "xyz", "d")
print(
    "aabbccdd".translate(table),
    "abc".translate({97: "AA", 98: None, 99: 100}),
    "hello".translate(str.maketrans({"h": "J", "e": None})),
    sorted(table.items())[:3],
)
for f in (
    lambda: "x".center(5, "ab"),
    lambda: "x".replace("a"),
    lambda: "x".strip(1),
    lambda: str.maketrans("ab", "x"),
    lambda: str.maketrans(5),
    lambda: str.upper(5),
    lambda: "x".zfill("a"),
    lambda: "a".replace(1, 2),
    lambda: "x".ljust(4, ""),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ":", error)
