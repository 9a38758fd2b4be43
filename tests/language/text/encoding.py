"""Encoding and decoding: every built-in encoding, every error handler, the positions in messages."""
import codecs
def attempt(f, *args, **kwargs):
    try:
        print(ascii(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))

texts = ["", "plain", "é", "日本", "\U0001f600", "a\udc80b\ud800", "a\u0100\u0101b"]
encodings = ["utf-8", "UTF8", "latin-1", "ascii", "utf-16", "utf-16-le", "utf_16_be", "utf-32", "utf-32-le", "UTF-32BE", "utf-8-sig", "unicode_escape", "raw_unicode_escape"]
handlers = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass"]
for text in texts:
    for encoding in encodings:
        for errors in handlers:
            attempt(text.encode, encoding, errors)
blobs = [b"", b"plain", b"\xff", b"a\xe9b", b"\xc3\xa9", b"\xe6\x97", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xf0\x9f\x98", b"a\x80\x81b", b"\xff\xfea\x00", b"\xfe\xff\x00a",
         b"a\x00\x00", b"\x00\xd8a\x00", b"\x00\xdc", b"\x00\xd8\x00\xdc", b"\xef\xbb\xbfx", b"\xff\xfe\x00\x00a\x00\x00\x00", b"\x00\x00\x11\x00", b"\\x41\\u00e9\\n\\q",
         b"\\x4", b"\\u12", b"\\N{DIGIT ONE}", b"\\", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xe2(\xa1"]
for blob in blobs:
    for encoding in encodings:
        for errors in ["strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"]:
            if "escape" in encoding and b"\\q" in blob:
                continue
            attempt(blob.decode, encoding, errors)
attempt("x".encode, "no-such-encoding")
attempt(b"x".decode, "no-such-encoding")
attempt("é".encode, "ascii", "no-such-handler")
attempt("x".encode, "ascii", "no-such-handler")
attempt("x".encode, 1)
attempt("x".encode, "utf-8", 1)
attempt(str, b"abc", "ascii")
attempt(str, b"\xff", errors="replace")
attempt(str, "abc", "ascii")
attempt(str, 5, "ascii")
attempt(str, b"abc")
attempt(bytes, "é", "utf-8")
attempt(bytes, "é", "ascii", "replace")
def handler(error):
    return ("<%s %d-%d>" % (error.reason[:4], error.start, error.end), error.end)
codecs.register_error("angles", handler)
attempt("a\u0100\u0101b".encode, "ascii", "angles")
attempt(b"a\xffb".decode, "utf-8", "angles")
codecs.register_error("bytes", lambda e: (b"\x00\x01", e.end))
attempt("a\u0100b".encode, "latin-1", "bytes")
codecs.register_error("wrong", lambda e: "nothing")
attempt("a\u0100b".encode, "latin-1", "wrong")
codecs.register_error("far", lambda e: ("", 100))
attempt("a\u0100b".encode, "latin-1", "far")
attempt(b"\xff".decode, "ascii", "far")
codecs.register_error("back", lambda e: ("?", -1))
attempt("\u0100b".encode, "ascii", "back")
codecs.register_error("beyond", lambda e: ("\u0200", e.end))
attempt("\u0100b".encode, "ascii", "beyond")
try:
    "añb".encode("ascii")
except UnicodeEncodeError as e:
    print(e.encoding, ascii(e.object), e.start, e.end, e.reason)
try:
    b"a\xffb".decode("utf-8")
except UnicodeDecodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason)
