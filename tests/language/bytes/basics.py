"""bytes: literals, indexing, methods."""
b = b"hello\x00\xff"
print(b, len(b), b[0], b[-1], b[1:3], b[::-1], list(b[:3]), b"a" b"b", rb"\n", Rb"x", b'\'"', b"\t\n\r\\", bytes(), bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)))
print(b"ab" + b"c", b"ab" * 2, b"a" in b"cab", 97 in b"abc", b"" in b"x", b"a" == b"a", b"a" < b"b", b"a" == "a", hash(b"a") == hash(b"a"), {b"k": 1}[b"k"], b"abc" > b"ab", bool(b""))
print(b"Hello".upper(), b"Hello".lower(), b"hello world".title(), b"hello".capitalize(), b"aB".swapcase(), b" x ".strip(), b"xxax".strip(b"x"), b"a".center(3, b"*"), b"a".ljust(3) + b"|", b"5".zfill(3), b"a\tb".expandtabs(4))
print(b"a,b,c".split(b","), b"a b".split(), b"a,b".rsplit(b",", 1), b"a\nb\r\n".splitlines(), b"a=b".partition(b"="), b",".join([b"a", b"b"]), b"abcabc".replace(b"b", b"XX"), b"abc".find(b"c"), b"abc".find(99), b"abc".index(b"b"), b"aab".count(b"a"), b"aab".count(97), b"abab".rfind(b"b"))
print(b"abc".startswith(b"a"), b"abc".endswith((b"x", b"c")), b"abc".isalpha(), b"12".isdigit(), b"aB".isalnum(), b" ".isspace(), b"AB".isupper(), b"a".islower(), b"Ab".istitle(), b"\x80".isascii(), b"abc".removeprefix(b"a"), b"abc".removesuffix(b"c"))
print(b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".translate(None, b"b"), b"\x01\xab".hex(), b"\x01\xab\xcd".hex(":"), b"abcd".hex("-", 2), bytes.fromhex("01 aB cd"), b"abc".decode(), b"%d %s %x %a %c" % (5, b"x", 255, "é", 65), b"%5.1f|%-5s|%b" % (1.25, b"a", b"z"))


class Convertible:
    def __bytes__(self):
        return b"converted"


class Indexes:
    def __iter__(self):
        return iter([1, 2])


print(bytes(Convertible()), bytes(Indexes()), bytes({1: 2}), bytes((1, 2)), bytes(True))
for bad in (lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes("a"), lambda: bytes(-1), lambda: bytes(1.5), lambda: bytes(["a"]), lambda: b"a" + "b", lambda: b"a"[5], lambda: "a" in b"a", lambda: 256 in b"a", lambda: b"a".join(["x"]), lambda: b"a".find("x"), lambda: b"".decode(5), lambda: bytes.fromhex("0g"), lambda: bytes.fromhex("0"), lambda: b"%d" % "x", lambda: b"%s" % "x", lambda: b"a".index(b"z"), lambda: b"a".split(""), lambda: b"a" < "a", lambda: b"a".nope, lambda: bytes(1, "utf-8"), lambda: bytes("a", "utf-8", "strict", 1), lambda: b"a".replace("a", "b"), lambda: b"a".startswith("a")):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__ + ":", error)
try:
    b[0] = 1
except TypeError as error:
    print(error)
print(bytes(range(256))[120:140], repr(b"'"), repr(b'"'), repr(b"'\""), str(b"a"), f"{b'a'}", "%s" % b"x")
