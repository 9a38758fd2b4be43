"""Files: modes, positions, text layers, errors."""
import io
import os
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "file.txt")


def attempt(action, *args, **names):
    try:
        result = action(*args, **names)
        return result if not hasattr(result, "close") else (result.close(), "opened")[1]
    except Exception as e:
        return type(e).__name__ + ": " + str(e).replace(folder, "FOLDER")


with open(path, "w") as f:
    print(f.write("first\nsecond\r\nthird\rgr\u00fc\u00df\u20ac\U0001f600"), f.tell(), f.mode, f.encoding, f.errors, f.newlines, f.line_buffering)
    print(f.readable(), f.writable(), f.seekable(), f.closed, f.name == path)
print(f.closed, attempt(f.write, "x"), attempt(f.read))
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(path, newline=newline) as f:
        print(repr(newline), f.readlines(), f.newlines)
with open(path, "rb") as f:
    data = f.read()
    print(data, f.seek(-4, 2), f.read(2), f.tell(), f.seek(1, 1), f.read(), f.read(1), f.seek(0), f.readline(), f.readline(3))
    f.seek(0)
    buffer = bytearray(4)
    print(f.readinto(buffer), buffer, f.peek(2)[:2], f.read1(3), list(f))
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(path, "w", newline=newline) as f:
        f.write("a\nb\r\nc")
    print(repr(newline), open(path, "rb").read())

# Positions in text survive multi-byte characters and decoder states.
with open(path, "w+", encoding="utf-16") as f:
    f.write("\u00e9\u00e8\n" * 3)
    f.seek(0)
    marks = []
    while True:
        marks.append(f.tell())
        if not f.readline():
            break
    print(len(marks), [(f.seek(m), f.readline())[1] for m in marks])
with open(path, "w+", encoding="utf-8") as f:
    f.write("\u00e9\u20ac\U0001f600z" * 2)
    f.seek(0)
    places = []
    while True:
        places.append(f.tell())
        if not f.read(1):
            break
    print(places, [(f.seek(p), f.read(1))[1] for p in places])
    f.seek(0)
    f.truncate(5)
    print(f.read(), f.tell(), attempt(f.seek, 1, 1), attempt(f.seek, -1), attempt(f.seek, 0, 9))

# Appending, exclusive creation, updating.
with open(path, "wb") as f:
    f.write(b"0123456789")
with open(path, "ab+") as f:
    print(f.tell(), f.write(b"ab"), f.seek(0), f.read(3), f.write(b"cd"))
print(open(path, "rb").read())
with open(path, "r+b") as f:
    print(f.read(2), f.write(b"XY"), f.tell(), f.seek(0), f.read(), f.truncate(4), f.seek(0), f.read())
print(attempt(open, path, "x"), attempt(open, os.path.join(folder, "none")), attempt(open, folder))
print(attempt(open, path, "rw"), attempt(open, path, "q"), attempt(open, path, "rb", encoding="utf-8"), attempt(open, path, "rb", newline=""))
print(attempt(open, path, "r", 0), attempt(open, path, encoding="nope"), attempt(open, path, errors="nope") in ("opened", "LookupError: unknown error handler name 'nope'"))
print(attempt(open, path, "r", newline="x"), attempt(open, 1.5), attempt(open, "a\0b"), attempt(open, -5))

# Errors of encoding and decoding.
with open(path, "wb") as f:
    f.write(b"ok \xff\xfe end")
for errors in ("strict", "replace", "ignore", "surrogateescape", "backslashreplace"):
    with open(path, encoding="utf-8", errors=errors) as f:
        print(errors, ascii(attempt(f.read)))
with open(path, "w", encoding="ascii", errors="xmlcharrefreplace") as f:
    f.write("a\u20acb")
print(open(path, "rb").read())
with open(path, "w", encoding="ascii") as f:
    print(attempt(f.write, "a\u20ac"), f.write("b"))
with open(path, encoding="ascii") as f:
    print(attempt(f.write, "x"), attempt(f.fileno) == f.fileno(), f.isatty(), attempt(f.read, "x"), attempt(f.readline, None))

# Buffering, detach, raw and reconfigure.
raw = io.FileIO(path, "r")
print(raw.read(1), raw.readall(), raw.mode, raw.closefd, repr(raw).replace(folder, "FOLDER"))
raw.close()
with open(path, "wb", buffering=4) as f:
    f.write(b"12")
    size = os.path.getsize(path)
    f.write(b"34567")
    print(size, os.path.getsize(path) >= 4, f.raw.__class__.__name__, f.flush())
with open(path, "w", buffering=1) as f:
    f.write("line\npart")
    print(os.path.getsize(path) >= 5)
f = open(path, "r")
buffered = f.detach()
print(attempt(f.read), buffered.read(4))
text = io.TextIOWrapper(buffered, encoding="latin-1", write_through=True)
print(text.read(), text.reconfigure(errors="replace"), text.errors)
text.close()
print(repr(open(path)).replace(folder, "FOLDER"))


class Upper(io.TextIOWrapper):
    def write(self, s):
        return super().write(s.upper())


with Upper(open(path, "wb")) as f:
    print("shout", file=f, end="!")
print(open(path).read())


class Chunks(io.RawIOBase):
    def __init__(self, *parts):
        self.parts = list(parts)

    def readable(self):
        return True

    def readinto(self, b):
        if not self.parts:
            return 0
        part = self.parts.pop(0)
        if part is None:
            return None
        b[: len(part)] = part
        return len(part)


print(io.BufferedReader(Chunks(b"ab", b"cd\nef", b"g")).readlines(), io.TextIOWrapper(io.BufferedReader(Chunks(b"\xc3", b"\xa9\r", b"\nx"))).read())
print(Chunks(b"ab", b"c").readall(), Chunks(None).readall(), io.BufferedReader(Chunks(b"ab", None, b"c")).read())
for name in os.listdir(folder):
    os.remove(os.path.join(folder, name))
os.rmdir(folder)
