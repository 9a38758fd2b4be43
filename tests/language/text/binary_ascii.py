"""The binascii module, and base64 on top of it."""
import binascii, base64
def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)

data = bytes(range(256))
for n in (0, 1, 2, 3, 4, 57, 256):
    piece = data[:n]
    assert binascii.a2b_base64(binascii.b2a_base64(piece)) == piece
    assert binascii.unhexlify(binascii.hexlify(piece)) == piece
    assert n > 45 or binascii.a2b_uu(binascii.b2a_uu(piece)) == piece
    assert binascii.a2b_qp(binascii.b2a_qp(piece)) == piece or n > 10
    print(n, binascii.b2a_base64(piece, newline=False)[:20], binascii.hexlify(piece)[:20], binascii.crc32(piece), binascii.crc_hqx(piece, 0))
print(binascii.hexlify(b"abcdef", ":"), binascii.hexlify(b"abcdef", "-", 2), binascii.b2a_hex(b"xy"), binascii.crc32(b"b", binascii.crc32(b"a")) == binascii.crc32(b"ab"))
print(binascii.b2a_uu(b"hello"), binascii.b2a_uu(b"\0\0", backtick=True), binascii.a2b_uu(b"%:&5L;&\\ \n"), binascii.b2a_qp(b"a=b\tc \nend\xff" + b"x" * 80), binascii.a2b_qp(b"a=3Db=\nc=FF_", header=True))
for text in ["YQ==", "YWI=", "YWJj", "YQ", "YQ=", "Y", "YWJjZ", "Y W\nJj", "YQ==YQ==", "=", "é", "YW*Jj", "YQ===", "Y=Q="]:
    attempt(binascii.a2b_base64, text)
    attempt(binascii.a2b_base64, text, strict_mode=True)
attempt(binascii.unhexlify, "abc")
attempt(binascii.unhexlify, "zz")
attempt(binascii.unhexlify, 5)
attempt(binascii.hexlify, "text")
attempt(binascii.b2a_uu, b"x" * 46)
attempt(binascii.crc32, "x")
print(issubclass(binascii.Error, ValueError), base64.b64encode(data)[:30], base64.b64decode(base64.b64encode(data)) == data, base64.urlsafe_b64encode(b"\xff\xfe"), base64.b32encode(b"abc"), base64.b85encode(b"hello"))
