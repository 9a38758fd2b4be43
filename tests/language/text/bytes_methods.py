"""The methods of bytes, and that bytearray agrees."""
def attempt(f):
    try:
        return f()
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)

samples = [b"", b"a", b"hello world", b"  pad  ", b"a,b,,c", b"A1b2", b"\x00\xff\x80", b"Title Case", b"UPPER", b"tab\tand\nline\r\nend", b"-42", b"banana"]
methods = [("find", b"a"), ("find", 97), ("rfind", b"a"), ("count", b"a"), ("count", b""), ("index", b"l"), ("rindex", b"zz"), ("startswith", b"a"), ("startswith", (b"x", b"he")), ("endswith", b"c"),
           ("replace", b"a", b"XX"), ("replace", b"", b"-"), ("replace", b"a", b"", 1), ("split",), ("split", b","), ("split", None, 1), ("rsplit", b",", 1), ("rsplit", None, 1), ("splitlines",), ("splitlines", True),
           ("partition", b","), ("rpartition", b"a"), ("strip",), ("lstrip",), ("rstrip",), ("strip", b"aA"), ("center", 12), ("center", 13, b"*"), ("ljust", 12, b"."), ("rjust", 12), ("zfill", 8),
           ("upper",), ("lower",), ("title",), ("capitalize",), ("swapcase",), ("isalpha",), ("isalnum",), ("isdigit",), ("isspace",), ("isupper",), ("islower",), ("istitle",), ("isascii",),
           ("hex",), ("hex", ":"), ("hex", "-", 2), ("hex", b".", -3), ("expandtabs", 4), ("removeprefix", b"hello"), ("removesuffix", b"c"), ("__len__",), ("__contains__", b"an"), ("__contains__", 97),
           ("__getitem__", 0), ("__getitem__", slice(1, 4)), ("__getitem__", slice(None, None, -1)), ("__mul__", 2), ("__add__", b"!"), ("__repr__",)]
for s in samples:
    for name, *args in methods:
        a = attempt(lambda: getattr(s, name)(*args))
        b = attempt(lambda: getattr(bytearray(s), name)(*args))
        same = a == b or (isinstance(a, str) and a.replace("bytes", "bytearray") == b) or name == "__repr__" or isinstance(a, str)
        print(name, a, "" if same else b)
for f in [lambda: b"abc"[5], lambda: samples[1]["x"], lambda: samples[1][1.5], lambda: b"a" + "b", lambda: b"a" + 1, lambda: "a" + b"b", lambda: b"a" * "b", lambda: b"a" < "b", lambda: b"a" == "a", lambda: b"a" < b"b",
          lambda: b"a".join(["x"]), lambda: b",".join([b"a", bytearray(b"b"), memoryview(b"c")]), lambda: b"".join(1), lambda: "x" in b"x", lambda: 256 in b"x", lambda: b"x".find("x"), lambda: b"x".split(""),
          lambda: b"x".split(b""), lambda: b"x".replace("x", "y"), lambda: b"x".startswith("x"), lambda: b"x".endswith(["x"]), lambda: b"x".center(5, b"ab"), lambda: b"x".center(5, "a"), lambda: b"abc".hex("ab"),
          lambda: b"abc".hex("é"), lambda: bytes.fromhex("61 62\t63"), lambda: bytes.fromhex("6"), lambda: bytes.fromhex("zz"), lambda: bytes.fromhex("61é"), lambda: bytearray.fromhex("ff00"),
          lambda: bytes(3), lambda: bytes(-1), lambda: bytes([1, 2, 255]), lambda: bytes([256]), lambda: bytes(["a"]), lambda: bytes("é"), lambda: bytes(5, "utf-8"), lambda: bytes(b"x", errors="strict"), lambda: bytes(1.5),
          lambda: bytes(range(5)), lambda: bytes(iter([1, 2])), lambda: bytes(memoryview(b"abc")[::2]), lambda: bytes(bytearray(b"x")), lambda: bytes(), lambda: bytes(b""), lambda: bytes(None), lambda: bytes(object=b"x")]:
    print(attempt(f))
class HasBytes:
    def __bytes__(self):
        return b"converted"
class BadBytes:
    def __bytes__(self):
        return "text"
class Index:
    def __index__(self):
        return 2
print(bytes(HasBytes()), attempt(lambda: bytes(BadBytes())), bytes(Index()), bytes([Index()]), b"abc"[Index()])
class Sub(bytes):
    pass
s = Sub(b"abc")
print(s, type(s), type(s[:]), type(s.upper()), s == b"abc", hash(s) == hash(b"abc"), Sub.fromhex("6162"), type(Sub.fromhex("61")))
print(list(b"abc"), [hex(x) for x in reversed(b"\x01\x02")], b"a" in [b"a"], {b"k": 1}[b"k"], sorted([b"b", b"a", b"\xff", b""]))
for format, values in [(b"%s", b"x"), (b"%b|%5s|%-5b|", (b"a", b"b", b"c")), (b"%d %x %5.1f", (1, 255, 2.5)), (b"%c%c", (65, b"B")), (b"%a %r", ("é", b"x")), (b"%%", ()), (b"%(k)s", {b"k": b"v"}), (b"%s", HasBytes()),
                       (b"%s", "x"), (b"%b", 1), (b"%c", 300), (b"%c", b"ab"), (b"%d", "x"), (b"%f", "x"), (b"%s", ()), (b"x", 1), (b"%y", 1), (b"%(k)s", 1), (bytearray(b"%d"), 5), (b"%.2s|", b"abc"), (b"%*d", (4, 1))]:
    print(attempt(lambda: format % values))
print(repr(b"quote'"), repr(b'double"'), repr(b"both'\""), repr(b"\\ \t\n\r\x7f\x80"), str(b"x"), bytearray(b"it's"))
