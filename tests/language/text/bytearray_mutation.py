"""What changes a bytearray, and what may not."""
def attempt(f):
    try:
        return f()
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)

b = bytearray(b"hello")
b.append(33); b.extend(b" you"); b.extend([65, 66]); b.insert(0, 62); b.insert(-1, 45); b.insert(100, 46)
print(b, len(b), b.pop(), b.pop(0), b.pop(-2), b)
b.remove(ord("l")); b.reverse()
print(b)
b[0] = 120; b[-1] = 0x79; b[1:3] = b"123456"; b[::2] = bytes(len(b[::2]))
print(b)
del b[0]; del b[2:5]; del b[::3]
print(b)
b[:] = b"fresh"; b[2:2] = b"--"; b[-1:] = []
print(b, bytearray(b"abc") * 2, 2 * bytearray(b"x"))
b += b"!"; b *= 2
print(b)
b.clear()
print(b, bytearray(5), bytearray("é", "utf-8"), bytearray([1, 2]), bytearray(b"x").copy())
for start in (None, 0, 1, -2, 4, 10):
    for stop in (None, 0, 2, -1, 10):
        for step in (None, 1, 2, -1, -2, 3):
            x = bytearray(range(8))
            y = list(range(8))
            del x[start:stop:step]
            del y[start:stop:step]
            assert list(x) == y, (start, stop, step)
            x = bytearray(range(8))
            y = list(range(8))
            n = len(y[start:stop:step])
            x[start:stop:step] = bytes(range(100, 100 + n))
            y[start:stop:step] = list(range(100, 100 + n))
            assert list(x) == y, (start, stop, step)
x = bytearray(b"abc")
for f in [lambda: x.append(256), lambda: x.append("a"), lambda: x.append(-1), lambda: x.extend(5), lambda: x.extend("ab"), lambda: x.extend([300]), lambda: x.insert("a", 1), lambda: x.pop(10), lambda: bytearray().pop(),
          lambda: x.remove(0), lambda: x.remove(300), lambda: x.__setitem__(5, 1), lambda: x.__setitem__(0, "a"), lambda: x.__setitem__(0, 256), lambda: x.__setitem__("a", 1), lambda: x.__delitem__(9),
          lambda: x.__setitem__(slice(0, 3, 2), b"x"), lambda: x.__setitem__(slice(0, 1), 5), lambda: x.__setitem__(slice(0, 1), "s"), lambda: x.__iadd__("s"), lambda: x.__iadd__(5), lambda: hash(x), lambda: bytearray("x"),
          lambda: bytearray(-5), lambda: bytearray(1.5), lambda: bytearray([256]), lambda: x[10], lambda: x["a"]]:
    print(attempt(f))
print(x, x == b"abc", b"abc" == x, x < b"abd", x == memoryview(b"abc"), x != "abc", x == [97, 98, 99])
v = memoryview(x)
for f in [lambda: x.append(1), lambda: x.clear(), lambda: x.pop(), lambda: x.extend(b"z"), lambda: x.__delitem__(0), lambda: x.__iadd__(b"q"), lambda: x.__setitem__(slice(0, 1), b"qq")]:
    print(attempt(f))
x[0] = 122; x[0:2] = b"yz"
print(x, v.tobytes())
v.release()
x.append(33)
print(x)
with memoryview(x) as w:
    print(attempt(lambda: x.append(1)), w[0])
x.append(64)
print(x)
it = iter(x)
next(it)
x.append(1)
print(list(it), next(it, None))
q = bytearray()
for i in range(1000):
    q += b"%d," % i
    if i % 3 == 0:
        del q[:2]
print(len(q), q[:20], q[-10:])
class Sub(bytearray):
    pass
s = Sub(b"xy")
s.attribute = 1
print(s, type(s[:]), type(s.upper()), s.attribute)
import copy, pickle
print(copy.copy(bytearray(b"c")), pickle.loads(pickle.dumps(bytearray(b"p"))), copy.deepcopy([bytearray(b"d")]))
