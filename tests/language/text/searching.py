"""str.find and its relatives, on ASCII and other text, with every kind of range."""
def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)

for s in ["", "abcabc", "aaaa", "añbñc", "日本語日本", "x\U0001f600y\U0001f600z" * 20]:
    for part in ["", "a", "abc", "aa", "ñ", "本", "\U0001f600y", "zz"]:
        row = [s.find(part), s.rfind(part), s.count(part), part in s, s.startswith(part), s.endswith(part)]
        for start, end in [(1, None), (None, -1), (2, 4), (-3, None), (4, 2), (100, None), (-100, 100)]:
            row.append((s.find(part, start, end), s.rfind(part, start, end), s.count(part, start, end),
                        s.startswith(part, start, end), s.endswith(part, start, end)))
        print(row)
attempt("abc".index, "x")
attempt("abc".rindex, "x")
attempt("abc".find, 1)
attempt("abc".count, None)
attempt("abc".startswith, 1)
attempt("abc".startswith, ("x", 1))
attempt("abc".endswith, ["c"])
attempt("abc".startswith, ("x", "ab"))
attempt("abc".find, "b", "0")
attempt("abc".find, "b", 2.0)
attempt("abc".__contains__, 1)
print("abc".find("c", True), "abc".find("b", None, None), "aXbX".replace("X", ""))
for s in ["", "aaa", "banana", "ñandú", "日日"]:
    for old, new in [("a", "b"), ("", "-"), ("a", ""), ("an", "ANNA"), ("日", "月"), ("ñ", "n")]:
        print([s.replace(old, new, n) for n in (-1, 0, 1, 2)])
attempt("abc".replace, "a")
attempt("abc".replace, 1, "b")
attempt("abc".replace, "a", 1)
attempt("abc".replace, "a", "b", "c")
for s in ["prefix-body-suffix", "prefix", ""]:
    print(s.removeprefix("prefix"), s.removesuffix("suffix"), s.removeprefix(""), s.removesuffix(""))
attempt("x".removeprefix, 1)
attempt("x".removesuffix, b"x")
for s in ["a-b-c", "abc", "-", "", "日-本"]:
    print(s.partition("-"), s.rpartition("-"))
attempt("x".partition, "")
attempt("x".rpartition, 1)
