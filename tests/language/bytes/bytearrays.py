"""bytearray changes in place."""
a = bytearray(b"hello")
print(
    a,
    len(a),
    a[0],
    a[1:3],
    bytearray(),
    bytearray(2),
    bytearray([1, 2]),
    bytearray("é", "utf-8"),
    bytearray(b"x") == b"x",
    b"x" == bytearray(b"x"),
    repr(bytearray(b"'")),
)
a[0] = 72
a[1:2] = b"EE"
a.append(33)
a.extend(b"ab")
a.extend([1, 2])
a.insert(0, 9)
a += b"z"
a += [7] if False else b"7"
print(a, a.pop(), a.pop(0), a.count(b"l"), a.index(b"l"))
a.remove(33)
a.reverse()
print(a)
del a[0]
del a[:2]
del a[::2]
print(a, a.copy() == a, a.copy() is a)
a[:] = b"abcdef"
a[::2] = b"XYZ"
print(
    a,
    a.upper(),
    a.find(b"Y"),
    bytes(a),
    a.decode(),
    a * 2,
    a + b"!",
    b"!" + a,
    type(a + b"").__name__,
    type(b"" + a).__name__,
)
a *= 2
print(
    a,
    a.split(b"Y"),
    a.replace(b"X", b""),
    a.startswith(b"Xb"),
    88 in a,
    b"bY" in a,
    a.hex(),
    a.partition(b"Y"),
    bytearray.fromhex("ff00"),
)
a.clear()
print(a, not a)
b = c = bytearray(b"1")
b += b"2"
print(c, b is c)
for bad in (
    lambda: hash(a),
    lambda: a.pop(),
    lambda: a.append(256),
    lambda: a.append("a"),
    lambda: a.extend("abc"),
    lambda: a.extend([300]),
    lambda: a.remove(5),
    lambda: bytearray("a"),
    lambda: a + "x",
    lambda: a[0],
    lambda: bytearray([1])[0.5],
    lambda: a.extend(5),
    lambda: a.insert(0, -1),
    lambda: bytearray(b"a").index(b"q"),
):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__ + ":", error)
for text in ("b[0] = 256", "b[0] = 'a'", "b[5] = 1", "b[::2] = b'123'", "b[0:1] = 5", "b[0:1] = 'x'"):
    try:
        exec(text)
        print(text, b)
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)
d = bytearray(b"abc")
for i in d:
    if len(d) < 6:
        d.append(i - 32)
print(
    d,
    sorted(d),
    max(d),
    list(map(chr, d)),
    d < b"b",
    d >= bytearray(b"a"),
    d.isalpha(),
    d.title(),
    d.zfill(8),
    d.rjust(8, b"."),
)
m = memoryview(d)
try:
    d.append(1)
except BufferError as error:
    print(error)
m.release()
d.append(49)
print(d)
