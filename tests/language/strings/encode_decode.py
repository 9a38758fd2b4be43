"""Text to bytes and back."""
s = "aé€\U0001f600"
for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf8", "UTF-8"):
    data = s.encode(encoding)
    print(encoding, data, data.decode(encoding) == s)
print(
    "abc".encode("ascii"),
    "é".encode("latin-1"),
    b"\xe9\xff".decode("latin-1"),
    "abc".encode(),
    b"abc".decode(),
    s.encode("utf-16")[:2],
    b"\xff\xfea\x00".decode("utf-16"),
)
print(
    s.encode("ascii", "ignore"),
    s.encode("ascii", "replace"),
    s.encode("ascii", "backslashreplace"),
    s.encode("ascii", "xmlcharrefreplace"),
    s.encode("latin-1", "namereplace"),
)
print(
    b"a\xffb".decode("utf-8", "replace"),
    b"a\xffb".decode("utf-8", "ignore"),
    b"a\xffb".decode("utf-8", "backslashreplace"),
    ascii(b"a\xffb".decode("utf-8", "surrogateescape")),
)
print(
    "a\udcffb".encode("utf-8", "surrogateescape"),
    "\ud800".encode("utf-8", "surrogatepass"),
    "\ud800".encode("utf-8", "replace"),
)
for f in (
    lambda: s.encode("ascii"),
    lambda: "€".encode("latin-1"),
    lambda: b"\xff".decode(),
    lambda: b"\xc3".decode(),
    lambda: b"a\xe2\x82".decode(),
    lambda: "\ud800".encode(),
    lambda: b"\x80".decode("ascii"),
    lambda: "a".encode("nope"),
    lambda: b"a".decode("nope"),
    lambda: "é".encode("ascii", "nope"),
    lambda: "a".encode(5),
    lambda: "éé".encode("ascii"),
    lambda: b"\xed\xa0\x80".decode(),
    lambda: b"\xf8\x88".decode(),
    lambda: b"\xc0\x80".decode(),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ":", error)
try:
    "xé".encode("ascii")
except UnicodeEncodeError as error:
    print(error.encoding, error.object, error.start, error.end, error.reason, error.args)
try:
    b"ab\xff".decode()
except UnicodeDecodeError as error:
    print(error.encoding, error.object, error.start, error.end, error.reason)
print("tab\tx".encode("unicode_escape"), b"\\u00e9\\n".decode("unicode_escape"), "é\u1234".encode("raw_unicode_escape"))
