"""Splitting and joining."""
print(
    "a b  c".split(),
    " a b ".split(),
    "".split(),
    "   ".split(),
    "a b c d".split(None, 2),
    " a  b  c ".split(None, 1),
    "a\tb\nc\x0bd\x1ce".split(),
)
print(
    "a,b,,c".split(","),
    ",".split(","),
    "".split(","),
    "a,b,c".split(",", 1),
    "abc".split("x"),
    "a--b--c".split("--"),
    "aaa".split("aa"),
    "a,b".split(",", 0),
    "a,b,c".split(",", -1),
)
print(
    "a b c".rsplit(None, 1),
    "a,b,c".rsplit(",", 1),
    " a b ".rsplit(),
    "a,b,c".rsplit(","),
    "".rsplit(","),
    "a  b  c  ".rsplit(None, 1),
)
print(
    "a\nb\r\nc\rd\n".splitlines(),
    "a\nb\n".splitlines(True),
    "".splitlines(),
    "\n".splitlines(),
    "a\n\nb".splitlines(),
    "a\x0bb\x0cc\x1cd\x85e\u2028f".splitlines(),
    "x".splitlines(keepends=True),
)
print("a=b=c".partition("="), "abc".partition("="), "a=b=c".rpartition("="), "abc".rpartition("="), "=".partition("="))
print(
    ",".join(["a", "b"]),
    "".join([]),
    "x".join(["only"]),
    "-".join("abc"),
    ", ".join(str(i) for i in range(4)),
    "é".join(["a", "b"]),
    "".join({"k": 1}),
)
print("a b".split(sep=" ", maxsplit=1), "a b c".split(maxsplit=1), "a\u3000b\xa0c".split())
for f in (
    lambda: "a".split(""),
    lambda: "a".split(1),
    lambda: "a".partition(""),
    lambda: ",".join([1]),
    lambda: ",".join(["a", None]),
    lambda: ",".join(5),
    lambda: "a".rsplit(""),
    lambda: "a".split(None, "x"),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ":", error)
words = "it was the best of times it was the worst of times".split()
print(len(words), " ".join(reversed(words)), " ".join(sorted(set(words))))
