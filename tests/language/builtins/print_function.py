"""print and its keywords."""
import sys, io

print()
print(1, 2, 3)
print("a", "b", sep="")
print("a", "b", sep=", ", end="!\n")
print("x", end="")
print("y")
print(1, None, [2], sep="|")
print(*range(3))
print("a", sep="q")
print("a\nb", "c\td")
print("é€\U0001f600", end=None, sep=None)
buf = io.StringIO()
print("to buffer", 5, file=buf)
print(repr(buf.getvalue()))


class W:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)

    def flush(self):
        self.parts.append("<flush>")


w = W()
print("a", "b", file=w, flush=True)
print(w.parts)
for f in (lambda: print("a", sep=5), lambda: print("a", end=5), lambda: print("a", file=5), lambda: print(bad=1)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)


class Bad:
    def __str__(self):
        raise ValueError("no str")


try:
    print("before", Bad())
except ValueError as e:
    print()
    print(e)
old = sys.stdout
sys.stdout = buf2 = io.StringIO()
print("captured")
sys.stdout = old
print(repr(buf2.getvalue()))
sys.stdout.write("direct\n")
print(sys.stdout.write("len\n"))
print("flushed", flush=True)
sys.stdout.writelines(["a", "b\n"])
print(sys.stdout.encoding, sys.stdout.writable(), sys.stdin.readable())
sys.stdout = None
print("lost")
sys.stdout = old
print("found")
