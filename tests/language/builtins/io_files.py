"""Text and binary files."""
import os, tempfile, io

d = tempfile.mkdtemp()
p = os.path.join(d, "a.txt")
with open(p, "w", encoding="utf-8") as f:
    print(f.write("line one\nzwei é\n\nlast"), f.closed, f.writable(), f.readable(), f.mode)
print(f.closed, os.path.getsize(p))
with open(p, encoding="utf-8") as f:
    print(repr(f.read()))
    print(repr(f.read()), f.tell() > 0)
    f.seek(0)
    print(f.readline(), f.readlines())
    f.seek(0)
    print(list(f))
    f.seek(0)
    print(f.read(4), next(f), f.readline(2), f.readline(), f.name == p, f.encoding)
with open(p, "a", encoding="utf-8") as f:
    f.write("\nappended")
    f.writelines(["x", "y"])
with open(p, "rb") as f:
    b = f.read()
    print(b[-12:], f.seek(-3, 2), f.read(), f.seek(1), f.read(2), f.tell())
with open(p, "wb") as f:
    print(f.write(b"a\r\nb\rc\n"))
with open(p) as f:
    print(f.read().encode(), f.newlines)
with open(p, newline="") as f:
    print(f.readlines())
with open(p, "r+b") as f:
    f.seek(2)
    f.write(b"ZZ")
    f.seek(0)
    print(f.read())
    print(f.truncate(3))
with open(p, "w+") as f:
    f.write("abc")
    f.seek(0)
    print(f.read())
with open(p, "x" if not os.path.exists(p) else "r") as f:
    print(f.mode)
with open(p, "wb", buffering=0) as f:
    print(type(f).__name__, f.write(b"raw"))
print(type(open(p, "rb")).__name__, type(open(p)).__name__, type(open(p, "r+b")).__name__)
with open(p, "rb") as f:
    buf = bytearray(2)
    print(f.readinto(buf), buf, f.peek()[:1], f.fileno() > 2, f.isatty(), f.seekable())
for g in (
    lambda: open(p, "x"),
    lambda: open(p, "q"),
    lambda: open(p, "rw"),
    lambda: open(p, "rb", encoding="utf-8"),
    lambda: open(os.path.join(d, "none")),
    lambda: open(d),
    lambda: open(p).write("x"),
    lambda: open(p, "w").read(),
    lambda: f.read(),
    lambda: open(p, encoding="nope"),
    lambda: open(5.5),
    lambda: open("a\0b"),
    lambda: open(p, "wb").write("text"),
    lambda: open(p, "w").write(b"x"),
    lambda: open(p, "rb", buffering="x"),
    lambda: open(p, "w", newline="q"),
    lambda: open(p, ""),
):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, str(e).replace(d, "DIR"))
s = io.StringIO("a\nb\nc")
print(s.readline(), s.read(), s.tell(), s.seek(0), list(s), s.getvalue())
s.seek(0, 2)
s.write("!")
print(s.getvalue(), s.truncate(2), s.getvalue(), io.StringIO().getvalue() == "", s.closed)
s.close()
try:
    s.read()
except ValueError as e:
    print(e)
b = io.BytesIO(b"xyz")
print(
    b.read(1),
    b.getvalue(),
    b.seek(1),
    b.write(b"Q"),
    b.getvalue(),
    b.getbuffer()[0],
    b.tell(),
    b.readline(),
    b.read1() if hasattr(b, "read1") else b"",
)
with open(p, "wb") as f:
    f.write(b"\xff\xfe")
try:
    open(p, encoding="utf-8").read()
except UnicodeDecodeError as e:
    print(e)
print(
    repr(open(p, encoding="utf-8", errors="replace").read()),
    repr(open(p, encoding="latin-1").read()),
    repr(open(p, errors="ignore", encoding="ascii").read()),
)
os.remove(p)
os.rmdir(d)
print(os.path.exists(d))
