"""Slices of lists: reading, assigning, deleting."""
a = list(range(10))
for s in (
    slice(None),
    slice(2, 5),
    slice(None, None, 2),
    slice(None, None, -1),
    slice(8, 2, -2),
    slice(-3, None),
    slice(None, -7),
    slice(5, 2),
    slice(100, 200),
    slice(-100, 3),
    slice(None, None, 100),
    slice(9, None, -100),
    slice(0, -1, 3),
):
    print(s, a[s], s.indices(10), len(range(*s.indices(10))))
b = a[:]
b[2:5] = ["x"]
print(b)
b = a[:]
b[2:2] = [1, 2, 3]
print(b)
b = a[:]
b[:] = "abc"
print(b)
b = a[:]
b[::2] = "abcde"
print(b)
b = a[:]
b[::-1] = a
print(b)
b = a[:]
b[5:] = ()
print(b)
b = a[:]
b[8:3] = ["in"]
print(b)
b = a[:]
b[100:] = [1]
print(b)
b = a[:]
b[-3:-1] = range(3)
print(b)
b = a[:]
b[1:3] = b
print(b)
b = a[:]
del b[2:5]
print(b)
b = a[:]
del b[::3]
print(b)
b = a[:]
del b[::-2]
print(b)
b = a[:]
del b[:]
print(b)
b = a[:]
b += b[1:3]
b[1:3] *= 2
print(b)
for f in (
    "b[::2] = [1]",
    "b[::0]",
    "b[::0] = []",
    "b[1:2] = 5",
    "b['a':2]",
    "b[1.0:]",
    "del b[::0]",
    "b[::2] = 5",
    "b[None] = 1",
    "b[0, 1]",
):
    b = a[:]
    try:
        exec(f)
        print(b)
    except Exception as error:
        print(f, "->", type(error).__name__ + ":", error)


class Show:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


s = Show()
print(
    s[1],
    s[1:2],
    s[1:2:3],
    s[:],
    s[::],
    s[1, 2],
    s[1:2, 3],
    s[...],
    s[..., 1:],
    s[()],
    s["k"],
    s[-1:],
    s[(1, 2)],
    s[[1]],
    s[lambda: 0 if False else 1].__name__,
    s[*"ab"],
    s[1, *"c"],
)
s[1:2] = 3
s[::2, 1] = 4
del s[1], s[2:3]
print(
    slice(1, 2) == slice(1, 2),
    slice(1),
    slice(1, 2, 3).start,
    slice(1, 2, 3).stop,
    slice(1, 2, 3).step,
    slice(None).start,
    repr(slice("a", None)),
)
try:
    hash(slice(1))
except TypeError as error:
    print(error)
try:
    slice(1, 2, 0).indices(5)
except ValueError as error:
    print(error)
