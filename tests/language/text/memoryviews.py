"""memoryview over bytes, bytearray and array: items, slices, casts, attributes, errors."""
import array
def attempt(f):
    try:
        return f()
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)

m = memoryview(b"hello world")
print(len(m), m[0], m[-1], bytes(m[2:5]), m[::-1].tobytes(), m[::3].tolist(), m.readonly, m.format, m.itemsize, m.ndim, m.shape, m.strides, m.nbytes, m.suboffsets)
print(m.c_contiguous, m[::2].contiguous, m[::2].strides, m[::-2].strides, m[5:2].tolist(), m.hex(), m.hex(":", 2), m.obj)
b = bytearray(b"0123456789")
w = memoryview(b)
w[0] = 65; w[1:3] = b"BC"; w[5:8] = w[6:9]; w[::-1][0] = 90
print(b, w.readonly, w == b, w == b"x", w[2:4] == b"C3", w != b)
for f in [lambda: m.__setitem__(0, 1), lambda: w.__setitem__(0, 256), lambda: w.__setitem__(0, "a"), lambda: w.__setitem__(slice(0, 2), b"abc"), lambda: w.__setitem__(100, 1), lambda: w.__delitem__(0), lambda: w["x"],
          lambda: w[1, 2], lambda: memoryview("x"), lambda: memoryview(5), lambda: memoryview(), lambda: hash(w), lambda: hash(m) == hash(b"hello world"), lambda: w[100], lambda: w.cast("x"), lambda: w.cast("i"), lambda: w.cast(5),
          lambda: w.__setitem__(slice(0, 2), "ab"), lambda: w < w]:
    print(attempt(f))
a = array.array("i", [1, -2, 3, 100000])
v = memoryview(a)
print(v.format, v.itemsize, v.shape, v.tolist(), v[1], v[::2].tolist(), v.nbytes, len(v))
v[1] = 77
print(a, attempt(lambda: a.append(1)), attempt(lambda: v.__setitem__(0, 2**40)), attempt(lambda: v.__setitem__(0, 1.5)))
c = v.cast("B")
print(c.format, len(c), c[:4].tolist(), c.cast("h").tolist()[:4], attempt(lambda: v.cast("d")))
v.release()
print(attempt(lambda: v[0]), attempt(lambda: v.tolist()), attempt(lambda: len(v)), c[0])
for format in "cbB?hHiIlLqQnNfd":
    data = bytearray(range(16))
    x = memoryview(data).cast(format)
    print(format, x.itemsize, x[0], len(x), x[-1] == x.tolist()[-1])
    if format == "c":
        x[0] = b"z"
    elif format == "?":
        x[0] = 5
    elif format in "fd":
        x[0] = 1.5
    else:
        x[0] = 7
    print(x[0], data[:8].hex())
n = memoryview(bytes(range(24))).cast("B", [2, 3, 4])
print(n.ndim, n.shape, n.strides, n.tolist(), n[1, 2, 3], n[0, 0, -1], len(n), n.nbytes, n.c_contiguous, n.f_contiguous)
for f in [lambda: n[0], lambda: n[0:1].tolist(), lambda: n[::-1].shape, lambda: n[1, 2], lambda: n[1, 2, 3, 4], lambda: n[2, 0, 0], lambda: n[0:1, 0:1], lambda: memoryview(b"abcd").cast("B", [3]), lambda: memoryview(b"abcd").cast("B", [2, -2]),
          lambda: memoryview(b"abcd").cast("B", 5), lambda: memoryview(b"abcd").cast("B", ["x"]), lambda: list(n), lambda: n == n, lambda: n.cast("B").tolist()[:3], lambda: memoryview(b"abcd")[::2].cast("H")]:
    print(attempt(f))
r = memoryview(bytearray(b"abc")).toreadonly()
print(r.readonly, attempt(lambda: r.__setitem__(0, 1)), r == b"abc")
z = memoryview(b)
y = memoryview(z)
z.release()
print(y[0], attempt(lambda: z[0]), repr(z)[:17], repr(y)[:10], z == z, z == y)
with memoryview(b) as k:
    print(k[0])
print(attempt(lambda: k[0]))
print(list(memoryview(b"abc")), 98 in memoryview(b"abc"), [x for x in reversed(memoryview(b"abc"))], memoryview(b"ab") == array.array("B", b"ab"), memoryview(array.array("d", [1.0])) == memoryview(array.array("f", [1.0])))
match memoryview(b"ab"):
    case [x, y]:
        print(x, y)
print(bytes(memoryview(b"x")), b"%s" % memoryview(b"y"), b"".join([memoryview(b"z")]), int(memoryview(b"12")) if False else "", b"abc".find(memoryview(b"c")), memoryview(b"abc").tobytes("F"), memoryview(b"").tolist())
