"""string, random (deterministic parts), statistics-free numerics over the standard library."""
import string, random

print(
    string.ascii_letters,
    string.digits,
    string.punctuation,
    repr(string.whitespace),
    string.capwords("hello  big world"),
    string.hexdigits,
)
t = string.Template("$who likes ${what} $$5")
print(t.substitute(who="tim", what="x"), t.safe_substitute(who="q"))
try:
    t.substitute(who="a")
except KeyError as e:
    print(e)


class F(string.Formatter):
    def get_value(self, k, a, kw):
        return f"<{k}>"


print(
    F().format("{a} {0} {b:>5}"),
    string.Formatter().format("{} {x}", 1, x=2),
    list(string.Formatter().parse("a{b!r:c}d")),
)
r = random.Random(12345)
print(
    [r.random() for _ in range(3)],
    [r.randint(1, 6) for _ in range(10)],
    r.choice([1, 2, 3]),
    r.sample(range(10), 4),
    r.getrandbits(5),
    r.getrandbits(100),
    r.uniform(5, 6),
    r.triangular(),
    r.betavariate(2, 3),
    r.expovariate(1),
    r.gauss(0, 1),
    r.normalvariate(0, 1),
    r.lognormvariate(0, 1),
    r.vonmisesvariate(0, 1),
    r.gammavariate(2, 1),
    r.paretovariate(3),
    r.weibullvariate(1, 2),
    r.randbytes(4),
    r.randrange(0, 100, 7),
    r.choices([1, 2], [1, 9], k=5),
)
l = list(range(8))
r.shuffle(l)
print(l)
r.seed("s")
print(r.random())
r.seed(b"b")
print(r.random())
r.seed(1.5)
print(r.random())
r.seed(-5)
print(r.random())
s = r.getstate()
a = [r.random() for _ in range(700)]
r.setstate(s)
print(a == [r.random() for _ in range(700)])
for g in (
    lambda: r.choice([]),
    lambda: r.randint(5, 1),
    lambda: r.sample([1], 2),
    lambda: r.randrange(0),
    lambda: r.getrandbits(-1),
    lambda: r.seed([]),
    lambda: r.sample({1}, 1),
):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
