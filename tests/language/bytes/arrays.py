"""array.array: typed sequences."""
import array

a = array.array("i", [1, 2, 3])
print(
    a,
    len(a),
    a[0],
    a[-1],
    a[1:],
    a.typecode,
    a.itemsize,
    array.array("d", [1, 2.5]),
    array.array("b"),
    array.array("u", "héy"),
    array.array("B", b"ab"),
    array.array("q", range(3)),
)
a.append(4)
a.extend([5, 6])
a.extend(array.array("i", [7]))
a.insert(0, 0)
a[1] = 10
a[2:4] = array.array("i", [20, 30, 40])
print(
    a,
    a.pop(),
    a.pop(0),
    a.index(5),
    a.count(5),
    5 in a,
    a.tolist(),
    a + a[:1],
    a[:1] * 3,
    a == array.array("i", a.tolist()),
    a == array.array("d", a.tolist()),
    a < array.array("i", [99]),
)
a.remove(20)
a.reverse()
del a[0]
del a[1:3]
print(a, a.tobytes(), a.buffer_info()[1], a.copy() if hasattr(a, "copy") else a[:])
b = array.array("h")
b.frombytes(b"\x01\x00\x02\x00")
b.fromlist([3])
b.byteswap()
print(b, sum(b), list(reversed(b)), max(b), sorted(b))
f = array.array("f", [0.1])
print(f[0] == 0.1, round(f[0], 6), array.array("d", [0.1])[0] == 0.1, array.typecodes)
for t in (
    "array.array('b', [128])",
    "array.array('B', [-1])",
    "array.array('i', ['a'])",
    "array.array('i', [1.5])",
    "array.array('z')",
    "array.array('i', 'abc')",
    "array.array('d', ['x'])",
    "a[99]",
    "a.pop(99)",
    "a.remove(99)",
    "a.index(99)",
    "a.append('x')",
    "a + [1]",
    "array.array(5)",
    "array.array('u', [1])",
    "array.array('h').frombytes(b'a')",
    "a.extend([2**40])",
    "hash(a)",
    "array.array('I', [2**32])",
):
    try:
        print(t, "->", eval(t))
    except Exception as error:
        print(t, "->", type(error).__name__ + ":", error)
x = array.array("i", range(5))
for v in x:
    x[0] = v
print(
    x,
    x[::2],
    x[::-1],
    bytes(array.array("B", [1, 2])),
    memoryview(x)[2],
    [*x],
    array.array("i", x),
    x.__class__,
    isinstance(x, array.array),
)
x += array.array("i", [9])
x *= 2
print(x)
