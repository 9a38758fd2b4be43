"""os, os.path (reading), time, errno."""
import os, os.path as p, time, errno, stat, posixpath

print(
    p.join("a", "b", "/c"),
    p.join("a", ""),
    p.split("/a/b.txt"),
    p.splitext("x/y.tar.gz"),
    p.basename("/a/b/"),
    p.dirname("/a/b"),
    p.normpath("a//b/../c/./d"),
    p.isabs("/x"),
    p.commonprefix(["abc", "abd"]),
    p.commonpath(["/a/b", "/a/c"]),
    p.relpath("/a/b", "/a/c"),
    p.expanduser("x"),
    p is posixpath,
    os.sep,
    os.curdir,
    os.linesep == "\n",
    os.name,
    os.extsep,
    os.devnull,
)
print(
    p.exists("/"),
    p.isdir("/"),
    p.isfile("/"),
    p.exists("/no/such"),
    "PATH" in os.environ,
    os.environ.get("NOPE_X", "dflt"),
    os.getcwd() == p.abspath("."),
    os.getpid() > 0,
    p.samefile(".", os.getcwd()),
    os.fspath("x"),
    os.fsencode("é"),
    os.fsdecode(b"a"),
)
os.environ["KRAIT_T"] = "v"
print(os.environ["KRAIT_T"], os.getenv("KRAIT_T"), "KRAIT_T" in os.environ)
del os.environ["KRAIT_T"]
print(os.getenv("KRAIT_T"))
import tempfile

d = tempfile.mkdtemp()
f = p.join(d, "f")
with open(f, "w") as file:
    file.write("12345")
st = os.stat(f)
print(
    st.st_size,
    stat.S_ISREG(st.st_mode),
    p.getsize(f),
    os.listdir(d),
    [e.name for e in os.scandir(d)],
    [(len(a), b, c) for a, b, c in os.walk(d)] != [],
    os.access(f, os.R_OK),
)
os.mkdir(p.join(d, "sub"))
os.makedirs(p.join(d, "x", "y"))
os.rename(f, p.join(d, "g"))
print(sorted(os.listdir(d)), os.path.isfile(p.join(d, "g")))
os.unlink(p.join(d, "g"))
os.rmdir(p.join(d, "sub"))
os.removedirs(p.join(d, "x", "y"))
print(os.path.exists(d))
for g in (
    lambda: os.stat("/no/such"),
    lambda: os.listdir("/no/such"),
    lambda: os.mkdir("/"),
    lambda: os.environ["NOPE_X"],
    lambda: os.fspath(5),
    lambda: os.rmdir("/no/such"),
    lambda: p.join("a", 5),
    lambda: p.join("a", b"b"),
    lambda: os.unlink("/no"),
):
    try:
        g()
        print("?")
    except Exception as e:
        print(type(e).__name__, e)
print(
    errno.ENOENT,
    errno.errorcode[2],
    os.strerror(2),
    time.time() > 1.6e9,
    time.perf_counter() <= time.perf_counter(),
    time.monotonic() > 0,
    time.process_time() >= 0,
    time.time_ns() > 10**18,
    type(time.perf_counter_ns()).__name__,
)
print(
    time.gmtime(0)[:6],
    time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(86400 * 365)),
    time.gmtime(0).tm_yday,
    time.mktime(time.localtime(1e9)) == 1e9,
    time.asctime(time.gmtime(0)),
    time.timezone == 0,
)
t = time.monotonic()
time.sleep(0.01)
print(time.monotonic() - t >= 0.01)
r, w = os.pipe()
os.write(w, b"hi")
os.close(w)
print(os.read(r, 10))
os.close(r)
fd = os.open("/dev/null", os.O_RDONLY)
print(os.read(fd, 1))
os.close(fd)
