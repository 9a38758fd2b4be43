"""StringIO and BytesIO."""
import io


def attempt(action, *args):
    try:
        return action(*args)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


s = io.StringIO("one\ntwo\r\nthree")
print(s.read(2), s.tell(), s.readline(), list(s), s.read(), s.getvalue() == "one\ntwo\r\nthree")
print(s.seek(2), s.write("XY\u20ac"), s.getvalue(), s.truncate(3), s.getvalue(), s.tell(), s.write("z"), ascii(s.getvalue()))
for newline in (None, "", "\n", "\r", "\r\n"):
    s = io.StringIO("a\nb\r\nc\rd", newline)
    print(repr(newline), s.readlines(), repr(s.getvalue()), s.newlines)
s = io.StringIO()
print(s.writelines(["a", "b"]), s.getvalue(), s.seekable(), s.isatty(), attempt(s.fileno), attempt(s.write, b"x"), attempt(s.seek, 1, 1), attempt(s.seek, -1))
s.seek(5)
print(s.write("q"), ascii(s.getvalue()), attempt(s.read, "x"), attempt(io.StringIO, 1), s.line_buffering, s.encoding)
s.close()
print(attempt(s.getvalue), attempt(s.read), s.closed)
with io.StringIO("abc") as s:
    print([s.read(1) for _ in range(4)], next(io.StringIO("l1\nl2")), attempt(next, io.StringIO("")))

b = io.BytesIO(b"0123456789")
print(b.read(3), b.seek(-2, 2), b.read(), b.seek(2), b.write(b"ab"), b.getvalue(), b.tell(), b.seek(3, 1), b.read1())
view = b.getbuffer()
view[0:2] = b"ZZ"
print(b.getvalue(), attempt(b.write, b"more than fits"), attempt(b.truncate, 2), len(view))
view.release()
print(b.truncate(2), b.getvalue(), b.seek(4), b.write(b"!"), b.getvalue(), attempt(b.write, "x"), attempt(b.seek, -1))
b = io.BytesIO(b"l1\nl2\n\nl4")
print(b.readline(), b.readline(1), b.readlines(), b.seek(0), list(b), b.readinto(bytearray(2)))
b.seek(1)
target = bytearray(5)
print(b.readinto(target), target, b.tell())
print(io.BytesIO(memoryview(b"mv")).read(), io.BytesIO(bytearray(b"ba")).read(), attempt(io.BytesIO, "x"), attempt(io.BytesIO, 5))
state = b.__getstate__()
print(state)
c = io.BytesIO()
c.__setstate__(state)
print(c.getvalue(), c.tell())


class Loud(io.StringIO):
    def write(self, s):
        return super().write(s + "!")


l = Loud()
print("a", "b", file=l)
print(repr(l.getvalue()))
text = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\r\n")
print(text.write("a\nb"), text.flush(), text.buffer.getvalue(), text.seek(0), text.read())
pair = io.BufferedRWPair(io.BytesIO(b"in"), io.BytesIO())
print(pair.read(), pair.write(b"out"), pair.readable(), pair.writable(), pair.seekable() if hasattr(pair, "seekable") else "")
print(io.IncrementalNewlineDecoder(None, True).decode("a\r\nb\r"), io.DEFAULT_BUFFER_SIZE, issubclass(io.StringIO, io.TextIOBase), isinstance(io.BytesIO(), io.BufferedIOBase))
