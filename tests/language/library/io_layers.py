"""io: layers, own raw streams, text wrappers."""
import io


class Raw(io.RawIOBase):
    def __init__(self, data):
        self.data, self.pos = data, 0

    def readable(self):
        return True

    def readinto(self, b):
        n = min(len(b), 5, len(self.data) - self.pos)
        b[:n] = self.data[self.pos : self.pos + n]
        self.pos += n
        return n


r = Raw(b"hello wide\nworld\xc3\xa9\n")
print(r.read(3), r.read(10), r.readall(), r.read(1), r.readable(), r.writable(), r.seekable(), r.closed)
b = io.BufferedReader(Raw(b"line1\nline2\nrest"))
print(b.readline(), b.peek()[:2], b.read(2), b.read(), b.read())
t = io.TextIOWrapper(Raw(b"caf\xc3\xa9\r\nx\ry\n") if False else io.BytesIO(b"caf\xc3\xa9\r\nx\ry\n"), encoding="utf-8")
print(t.readlines(), t.encoding, t.newlines, t.buffer.closed)
out = io.BytesIO()
w = io.TextIOWrapper(out, encoding="utf-8", newline="\r\n", write_through=True)
print(w.write("a\nb"), out.getvalue(), w.line_buffering)
w.flush()
d = w.detach()
print(d is out)
bw = io.BufferedWriter(raw := io.BytesIO())
bw.write(b"buffered")
print(raw.getvalue())
bw.flush()
print(raw.getvalue())
s = io.StringIO("a\r\nb\n", newline=None)
print(s.readlines())
s = io.StringIO()
print(s.write("x\n"), s.writelines(["y", "z"]), s.getvalue(), s.isatty(), s.readable())
s.seek(1)
print(s.read())
s.seek(10)
s.write("far")
print(repr(s.getvalue()))
with io.BytesIO(b"abc") as f:
    print(f.readinto(bytearray(2)), f.read(), f.seek(-1, 1), f.read(), f.truncate(1), f.getvalue())
for g in (
    lambda: f.read(),
    lambda: io.StringIO(5),
    lambda: io.BytesIO("x"),
    lambda: io.StringIO().write(b"x"),
    lambda: io.BytesIO().write("x"),
    lambda: io.StringIO().seek(-1),
    lambda: io.BytesIO().seek(0, 9),
    lambda: io.RawIOBase().read(),
    lambda: io.TextIOWrapper(io.BytesIO(), encoding="nope"),
    lambda: io.BytesIO().fileno(),
    lambda: io.TextIOWrapper(5),
    lambda: io.open("/no/such/file"),
    lambda: io.StringIO(newline="q"),
    lambda: io.BytesIO().read("x"),
):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
print(
    io.DEFAULT_BUFFER_SIZE,
    io.SEEK_END,
    issubclass(io.StringIO, io.TextIOBase),
    isinstance(io.BytesIO(), io.BufferedIOBase),
    io.UnsupportedOperation.__mro__[1:3],
    io.IOBase in io.FileIO.__mro__,
)
b = io.BytesIO(b"a\nb\nc")
print(
    list(b),
    b.tell(),
    next(iter(io.BytesIO(b"z\ny"))),
    io.BytesIO(b"q" * 10).read1(4),
    b.seek(0),
    b.readlines(2),
    [l for l in io.StringIO("1\n2")],
    b.closed,
    b.close(),
    b.closed,
)
p = io.BufferedRandom(io.BytesIO(b"0123456789"))
p.seek(3)
p.write(b"XY")
p.seek(0)
print(p.read(), p.tell())
