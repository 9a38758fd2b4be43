"""Strings: literals, indexing, comparison, membership."""
s = "hello"
print(s, repr(s), len(s), s[0], s[-1], s[1:3], s[::-1], s[::2], s[10:], s[-100:2], s[3:1])
print(s + " world", s * 2, 2 * s, s * 0, s * -1, "a" "b" 'c')
print("e" in s, "ell" in s, "" in s, "z" not in s, "hello" == s, "hello" != s, "a" < "b", "a" < "B", "abc" < "abd", "" < "a", "ab" > "a")
print('single', "double", '''triple
lines''', "tab\there", "new\\n", r"raw\n", "quote\"s", 'it\'s', "\x41\u0042\U00000043\103\0".encode())
print(repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\n\t\r\\\x00\x7f\x1b"), repr("é\u200b\ud800"), ascii("é€\U0001f600"), repr("\U0001f600"))
print("line \
continued", "\N{GREEK SMALL LETTER ALPHA}\N{EURO SIGN}")
for c in "abc":
    print(c, end=" ")
print(list("xyz"), tuple("ab"), set("aaa"), sorted("hello"), "".join(reversed("abc")), max("hello"), min("hello"))
print(str(), str(5), str(None), str([1, "a"]), str(b"x"), str(b"abc", "ascii"), str("x") is not None)
print(hash("a") == hash("a"), "a" not in "b", {"a": 1}["a"], "abc".__len__(), "abc".__contains__("b"), "abc".__getitem__(1))
print(ord("a"), chr(97), ord("€"), chr(0x1F600), [ord(c) for c in "aé€"], "\u00e9" == "é")
print("éa€b"[0], "éa€b"[2], "éa€b"[-1], "éa€b"[1:3], len("éa€b\U0001f600"), "éa€b\U0001f600"[::-1], "éa€b".index("€"))
for bad in (lambda: s[5], lambda: s["a"], lambda: s + 1, lambda: s - s, lambda: ord("ab"), lambda: ord(""), lambda: 1 in s, lambda: s < 1, lambda: s.nope, lambda: "a" * "b", lambda: str(b"\xff", "ascii"), lambda: str(1, "ascii")):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__ + ":", error)
try:
    s[0] = "j"
except TypeError as error:
    print(error)
try:
    del s[0]
except TypeError as error:
    print(error)
