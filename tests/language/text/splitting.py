"""split, rsplit, splitlines, join, strip, padding."""
def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)

for s in ["", " ", "a", " a b  c ", "a,b,,c", ",a,", "a\tb\nc\x1cd\u2003e\xa0f", "日 本 語", "x--y--z", "----"]:
    for n in (-1, 0, 1, 2, 5):
        print(s.split(None, n), s.rsplit(None, n), s.split(",", n), s.rsplit(",", n), s.split("--", n), s.rsplit("--", n))
print("a b".split(), "a b".split(sep=None, maxsplit=1), "a b c".rsplit(maxsplit=1))
attempt("a".split, "")
attempt("a".split, 1)
attempt("a".rsplit, b",")
attempt("a".split, None, "x")
for s in ["", "a", "a\n", "a\r\nb\rc\n\nd", "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i", "\n\n", "\r\r\n"]:
    print(s.splitlines(), s.splitlines(True), s.splitlines(keepends=True))
print(",".join([]), ",".join(["a"]), ",".join(("a", "ñ", "日")), "".join(c for c in "xyz"), "ab".join("12"), ", ".join({"k": 1, "j": 2}))
attempt(",".join, 1)
attempt(",".join, ["a", 1])
attempt(",".join, [b"a"])
attempt(",".join, (None,))
def failing():
    yield "a"
    raise KeyError("inside")
attempt(",".join, failing())
for s in ["  a b  ", "xxabcxx", "ñañ", "\u2003a\u2003", "", "xyx"]:
    print([s.strip(), s.lstrip(), s.rstrip(), s.strip("x"), s.lstrip("xa"), s.rstrip("cx"), s.strip("ñ"), s.strip("")])
attempt("a".strip, 1)
attempt("a".lstrip, b"a")
for s in ["ab", "", "ñ", "日本"]:
    for width in (-1, 0, 2, 3, 4, 7):
        print([s.center(width), s.ljust(width), s.rjust(width), s.center(width, "*"), s.ljust(width, "é"), s.rjust(width, "日"), s.zfill(width)])
for s in ["-5", "+5", "--5", "5", "-", "ñ"]:
    print(s.zfill(5))
attempt("a".center, 5, "ab")
attempt("a".center, 5, 1)
attempt("a".ljust, "5")
attempt("a".zfill, 1.0)
for s in ["a\tb", "\t", "abc\tdef\tg", "a\n\tb", "a\r\tb", "日\t本"]:
    print([s.expandtabs(n) for n in (0, 1, 4, 8, -1)], s.expandtabs(), s.expandtabs(tabsize=3))
