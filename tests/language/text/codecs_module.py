"""The codecs module: registry, incremental coders, streams, charmaps, escape functions."""
import codecs, io
print(codecs.lookup("utf-8").name, codecs.lookup("LATIN1").name, codecs.lookup("cp1252").name, codecs.lookup("ISO 8859-15").name)
print(codecs.encode("é", "utf-8"), ascii(codecs.decode(b"\xc3\xa9")), codecs.encode("uryyb", "rot13"), codecs.encode(b"ab", "hex"), codecs.decode(b"6162", "hex"))
for name in ["cp1252", "cp437", "iso8859-15", "koi8-r", "mac-roman", "cp1251", "iso-8859-2"]:
    print(name, "aé".encode(name, "replace"), ascii(bytes(range(0xa0, 0xb0)).decode(name, "replace")))
for f in [lambda: "日".encode("cp1252"), lambda: b"\x81".decode("cp1252"), lambda: "x".encode("hex"), lambda: b"6162".decode("hex"), lambda: codecs.lookup("nope"), lambda: codecs.lookup_error("nope")]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))
decoder = codecs.getincrementaldecoder("utf-8")("replace")
print([ascii(decoder.decode(bytes([b]))) for b in "aé日\U0001f600".encode()], ascii(decoder.decode(b"\xe6", True)))
decoder = codecs.getincrementaldecoder("utf-16")()
print([ascii(decoder.decode(bytes([b]))) for b in "a\U0001f600".encode("utf-16")])
encoder = codecs.getincrementalencoder("utf-16")()
print(encoder.encode("a"), encoder.encode("b"))
print(ascii(codecs.getreader("utf-8")(io.BytesIO("zwei\nZeilen é\n".encode())).readlines()))
out = io.BytesIO()
codecs.getwriter("latin-1")(out).write("é")
print(out.getvalue())
print(codecs.escape_decode(rb"a\x41\n\101\\\'"), codecs.escape_encode(b"a\x00\n'\\\xff"))
print(codecs.unicode_escape_decode(r"\u00e9\t\x41"), codecs.unicode_escape_encode("é\n日\U0001f600\\"), codecs.raw_unicode_escape_encode("é日\\"))
print(codecs.charmap_decode(b"\x00\x01", "strict", "ab"), codecs.charmap_encode("ab", "strict", {97: 1, 98: b"xy"}), codecs.charmap_build("abc" + "\ufffe" * 253)is not None)
for f in [lambda: codecs.charmap_decode(b"\x05", "strict", "ab"), lambda: codecs.charmap_encode("c", "strict", {97: 1}), lambda: codecs.escape_decode(rb"\x4"), lambda: codecs.utf_8_decode("x")]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(codecs.utf_8_decode(b"a\xc3"), codecs.utf_16_ex_decode(b"\xfe\xff\x00a"), codecs.utf_16_encode("a", "strict", 1), codecs.latin_1_decode(b"\xe9"))
def search(name):
    if name == "shout":
        return codecs.CodecInfo(lambda s, errors="strict": (s.upper().encode(), len(s)), lambda b, errors="strict": (bytes(b).decode().lower(), len(b)), name="shout")
codecs.register(search)
print("abc".encode("shout"), b"ABC".decode("shout"))
for errors in ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"]:
    f = codecs.lookup_error(errors)
    for e in [UnicodeEncodeError("ascii", "a\xe9\udc80b", 1, 3, "why"), UnicodeDecodeError("utf-8", b"a\xff\xfeb", 1, 3, "why"), UnicodeTranslateError("a\xe9b", 1, 2, "why"), ValueError("x")]:
        try:
            print(errors, ascii(f(e)))
        except Exception as x:
            print(errors, type(x).__name__, ascii(str(x)))
print(codecs.BOM_UTF8, ascii(codecs.iterdecode([b"a\xc3", b"\xa9"], "utf-8").__next__()))
