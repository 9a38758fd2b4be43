"""zlib: checksums, compression in one piece and in many, broken data."""
import zlib


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


data = bytes(range(256)) * 300 + b"tail"
print(zlib.crc32(data), zlib.adler32(data), zlib.crc32(b"", 5), zlib.adler32(b"b", zlib.adler32(b"a")), zlib.crc32(b"a", -1))
for level in (-1, 0, 1, 9):
    c = zlib.compress(data, level)
    print(len(c) < len(data) + 100, zlib.decompress(c) == data)
for wbits in (15, -15, 31, 9, -9, 25):
    c = zlib.compressobj(6, zlib.DEFLATED, wbits)
    z = c.compress(data[:1000]) + c.compress(data[1000:]) + c.flush()
    d = zlib.decompressobj(wbits)
    out = b"".join(d.decompress(z[i:i + 100]) for i in range(0, len(z), 100)) + d.flush()
    print(wbits, out == data, d.eof, d.unused_data, d.unconsumed_tail)
    print(zlib.decompress(z, wbits) == data)
z = zlib.compress(data) + b"behind"
d = zlib.decompressobj()
out = b""
rest = z
while not d.eof:
    part = d.decompress(rest, 1000)
    assert len(part) <= 1000
    out += part
    rest = d.unconsumed_tail
print(out == data, d.unused_data, d.decompress(b" more"), d.unused_data, d.flush())
c = zlib.compressobj()
start = c.compress(b"hello " * 10) + c.flush(zlib.Z_SYNC_FLUSH)
e = c.copy()
print(zlib.decompress(start + c.compress(b"one") + c.flush())[-3:], zlib.decompress(start + e.compress(b"two") + e.flush())[-3:])
d = zlib.decompressobj()
d.decompress(start)
f = d.copy()
print(f.eof, f.unused_data)
words = b"the quick brown fox"
c = zlib.compressobj(zdict=words)
z = c.compress(b"the quick brown dog") + c.flush()
print(zlib.decompressobj(zdict=words).decompress(z))
attempt(zlib.decompressobj().decompress, z)
attempt(zlib.decompressobj(zdict=b"wrong").decompress, z)
attempt(zlib.decompress, z)
attempt(zlib.compress, "a")
attempt(zlib.compress, b"a", 10)
attempt(zlib.compress, b"a", wbits=3)
attempt(zlib.decompress, b"")
attempt(zlib.decompress, b"abc")
attempt(zlib.decompress, zlib.compress(b"abc")[:-2])
attempt(zlib.decompress, zlib.compress(b"abc")[:-1] + b"x")
attempt(zlib.decompressobj().decompress, b"xxxx")
attempt(zlib.decompressobj().decompress, b"", -1)
attempt(zlib.decompressobj().flush, 0)
attempt(zlib.compressobj, wbits=99)
attempt(zlib.compressobj, 99)
attempt(zlib.decompressobj, 99)
attempt(zlib.decompress, b"", 99)
attempt(zlib.decompressobj, zdict=3)
attempt(zlib.compressobj, zdict=3)
c = zlib.compressobj()
c.flush()
attempt(c.flush)
attempt(c.compress, b"a")
attempt(c.copy)
attempt(zlib.compressobj().flush, 99)
attempt(zlib.compressobj().flush, 0)
attempt(zlib.crc32, b"a", "x")
attempt(type(c))
print(zlib.error.__mro__, type(c), zlib.MAX_WBITS, zlib.DEF_BUF_SIZE, zlib.Z_BEST_COMPRESSION)
import gzip

print(gzip.decompress(gzip.compress(data)) == data)
