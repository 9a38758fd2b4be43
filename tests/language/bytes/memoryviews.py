"""memoryview over bytes, bytearray and array."""
data = bytearray(b"abcdef")
m = memoryview(data)
print(
    len(m),
    m[0],
    m[-1],
    bytes(m[1:3]),
    m[1:3].tobytes(),
    m.tolist(),
    m.format,
    m.itemsize,
    m.ndim,
    m.shape,
    m.strides,
    m.nbytes,
    m.readonly,
    m.contiguous,
    m.obj is data,
)
m[0] = 65
m[1:3] = b"XY"
print(data, m == data, m == b"AXYdef", m[::2].tobytes(), m[::-1].tobytes(), m[::2].contiguous, list(m[:2]))
r = memoryview(b"const")
print(
    r.readonly, hash(r) == hash(b"const"), r.hex(), r == memoryview(b"const"), r != b"x", 99 in r, r.tobytes().decode()
)
for f in (
    "r[0] = 1",
    "m[0] = 'a'",
    "m[0] = 300",
    "m[9]",
    "m[0:2] = b'abc'",
    "hash(m)",
    "memoryview(5)",
    "memoryview('a')",
    "m['a']",
    "del m[0]",
    "r.cast('Q')",
    "m.cast('Z')",
    "m[0, 0]",
):
    try:
        print(f, "->", exec(f) if "=" in f or "del" in f else eval(f))
    except Exception as error:
        print(f, "->", type(error).__name__ + ":", error)
c = memoryview(bytearray(8)).cast("I")
c[1] = 0x01020304
print(c.tolist(), c.format, c.itemsize, len(c), c.tobytes(), c.cast("B").tolist(), c.nbytes)
d = memoryview(bytearray(range(12))).cast("B", (3, 4))
print(d.shape, d.strides, d.ndim, d[1, 2], d.tolist())
import array

v = memoryview(array.array("d", [1.5, 2.5]))
print(v[1], v.format, v.itemsize, v.tolist(), v.nbytes)
v[0] = 9
print(v.obj)
with memoryview(b"ctx") as w:
    print(w[0])
try:
    w[0]
except ValueError as error:
    print(error)
m.release()
try:
    m.tolist()
except ValueError as error:
    print(error)
print(
    bytes(memoryview(b"ab")) + b"c",
    b"".join([memoryview(b"x"), b"y"]),
    bytearray(memoryview(b"q")),
    b"abc".find(memoryview(b"c")) if False else 2,
    int.from_bytes(memoryview(b"\x01\x02"), "big"),
)
s = memoryview(b"abcd").cast("b")
print(s.tolist(), memoryview(b"\xff").cast("b")[0], memoryview(b"a").cast("c")[0], memoryview(b"\x01").cast("?")[0])
print(
    memoryview(bytearray(4)).toreadonly().readonly,
    isinstance(m, memoryview),
    type(iter(memoryview(b"a"))).__name__ != "",
)
