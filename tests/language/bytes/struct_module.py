"""struct: packing and unpacking."""
import struct

print(
    struct.pack("<bhiq", 1, 2, 3, 4),
    struct.pack(">BHIQ", 255, 65535, 1, 2),
    struct.pack("<fd", 1.5, -2.5),
    struct.pack("3s5sc?", b"abc", b"x", b"c", True),
    struct.pack("<2h", 1, -1),
    struct.pack("!I", 7),
    struct.pack("=hxxi", 1, 2),
    struct.pack("4p", b"ab"),
)
print(
    struct.unpack("<bhiq", b"\x01\x02\x00\x03\x00\x00\x00\x04" + b"\x00" * 7),
    struct.unpack(">f", b"?\xc0\x00\x00"),
    struct.unpack("<e", struct.pack("<e", 0.5)),
    struct.unpack("2s?c", b"ab\x01z"),
    struct.unpack("<bB", b"\xff\xff"),
)
print(
    [
        struct.calcsize(f)
        for f in ("b", "h", "i", "l", "q", "f", "d", "bi", "<bi", "@bq", "ib", "0s", "10s", "n", "P", "bxh", "3i0q")
    ]
)
print(struct.unpack_from("<h", b"\x00\x01\x02\x03", 1), list(struct.iter_unpack("<H", b"\x01\x00\x02\x00")))
buf = bytearray(6)
struct.pack_into("<hh", buf, 1, 258, -1)
print(buf)
s = struct.Struct("<hI")
print(s.size, s.format, s.pack(1, 2), s.unpack(s.pack(-5, 6)))
for f in (
    lambda: struct.pack("b", 128),
    lambda: struct.pack("<H", -1),
    lambda: struct.pack("i", "a"),
    lambda: struct.pack("ii", 1),
    lambda: struct.unpack("i", b"abc"),
    lambda: struct.pack("k", 1),
    lambda: struct.pack("s", "a"),
    lambda: struct.pack("<i", 1.5),
    lambda: struct.pack("<Q", 2**64),
    lambda: struct.pack("c", b"ab"),
    lambda: struct.unpack_from("<i", b"abc"),
    lambda: struct.pack_into("<i", bytearray(2), 0, 1),
    lambda: struct.calcsize("<n"),
    lambda: struct.pack("<f", 1e300),
    lambda: struct.pack("f", "x"),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ":", error)
print(
    struct.pack(">d", float("inf")),
    struct.pack("<f", float("nan"))[2:],
    struct.unpack("<d", b"\x00" * 8),
    struct.error.__module__,
)
