"""Deep recursion ends in RecursionError and the program goes on."""


def depth(n):
    return depth(n + 1)


try:
    depth(0)
except RecursionError as error:
    print(type(error).__name__, str(error).startswith("maximum recursion depth exceeded"))


class R:
    def __repr__(self):
        return repr(self)

    def __str__(self):
        return str(self) + "x"

    def __eq__(self, other):
        return self == other

    def __getattr__(self, name):
        return getattr(self, name)

    def __add__(self, other):
        return self + other

    def __len__(self):
        return len(self)

    def __hash__(self):
        return hash(self)

    def __call__(self):
        return self()

    def __lt__(self, other):
        return self < other

    def __iter__(self):
        return iter(self)

    def __contains__(self, x):
        return x in self

    def __getitem__(self, i):
        return self[i]

    def __bool__(self):
        return bool(self)

    def __index__(self):
        return self.__index__()


r = R()
for name, f in (
    ("repr", lambda: repr(r)),
    ("str", lambda: str(r)),
    ("eq", lambda: r == r),
    ("getattr", lambda: r.x),
    ("add", lambda: r + r),
    ("len", lambda: len(r)),
    ("hash", lambda: hash(r)),
    ("call", lambda: r()),
    ("lt", lambda: sorted([r, R()])),
    ("iter", lambda: list(r)),
    ("in", lambda: 1 in r),
    ("item", lambda: r[0]),
    ("bool", lambda: bool(r)),
    ("index", lambda: [1][r]),
):
    try:
        f()
        print(name, "?")
    except RecursionError:
        print(name, "RecursionError")


def mutual_a(n):
    return mutual_b(n + 1)


def mutual_b(n):
    return max([n], key=lambda v: mutual_a(v))


try:
    mutual_a(0)
except RecursionError:
    print("through a builtin")


def ok(n):
    return 0 if n == 0 else 1 + ok(n - 1)


print(ok(900))


def gen(n):
    yield n
    yield from gen(n + 1)


try:
    for v in gen(0):
        pass
except RecursionError:
    print("generators", v > 100)
import sys

old = sys.getrecursionlimit()
sys.setrecursionlimit(5000)
print(ok(4000), old)
sys.setrecursionlimit(old)
try:
    ok(2000)
except RecursionError:
    print("limit restored")
try:
    sys.setrecursionlimit(0)
except ValueError as error:
    print(error)
