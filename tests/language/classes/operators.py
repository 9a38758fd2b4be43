"""Binary operators: reflected forms, NotImplemented, subclass priority."""


class V:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"V({self.n})"


def make(op):
    def f(self, o):
        return f"{self}.{op}({o})"

    def r(self, o):
        return f"{self}.r{op}({o})"

    setattr(V, f"__{op}__", f)
    setattr(V, f"__r{op}__", r)


for op in "add sub mul truediv floordiv mod divmod pow lshift rshift and xor or matmul".split():
    make(op)
v = V(1)
print(v + 2, 2 + v, v - 2, 2 - v, v * 2, 2 * v, v / 2, 2 / v, v // 2, 2 // v, v % 2, 2 % v, sep="\n")
print(
    divmod(v, 2),
    divmod(2, v),
    v**2,
    2**v,
    v << 2,
    2 << v,
    v >> 2,
    2 >> v,
    v & 2,
    2 & v,
    v ^ 2,
    2 ^ v,
    v | 2,
    2 | v,
    v @ 2,
    2 @ v,
    sep="\n",
)
print("s" + v, [1] + v, "%s" % v, 1.5 * v, None | v, (1,) * v)
v += 5
print(v)


class A:
    def __add__(self, o):
        return NotImplemented

    def __radd__(self, o):
        return "A.radd"

    def __eq__(self, o):
        return NotImplemented

    def __lt__(self, o):
        return NotImplemented


class B:
    def __add__(self, o):
        return NotImplemented


class C(A):
    def __radd__(self, o):
        return "C.radd"

    def __add__(self, o):
        return "C.add"


class D(A):
    pass


a = A()
print(a + C(), C() + a, 1 + a, B() + a, a == a, a == 1, a != a)
for f in (
    lambda: a + a,
    lambda: a + D(),
    lambda: a + 1,
    lambda: B() + B(),
    lambda: a < a,
    lambda: a < 1,
    lambda: B() + 1,
    lambda: a - a,
    lambda: a @ a,
    lambda: a**a,
    lambda: pow(a, 1, 2),
    lambda: a % 1,
    lambda: a << 1,
    lambda: divmod(a, a),
    lambda: a // a,
    lambda: a | a,
    lambda: -a,
    lambda: ~a,
    lambda: a[1],
    lambda: a > 1,
    lambda: a >= a,
    lambda: "a" < 1,
    lambda: [] + a if False else [] - a,
):
    try:
        print(f())
    except TypeError as error:
        print(error)


class I(int):
    def __add__(self, o):
        return "I.add"

    def __radd__(self, o):
        return "I.radd"

    def __rmul__(self, o):
        return "I.rmul"


print(I(1) + 1, 1 + I(1), 2 * I(3), I(3) * 2, 1.5 + I(1), sum([I(1), I(2)]), I(5) - 1)


class Same:
    def __init__(s, t):
        s.t = t

    def __add__(s, o):
        print("add", s.t)
        return NotImplemented

    def __radd__(s, o):
        print("radd", s.t)
        return NotImplemented


try:
    Same("l") + Same("r")
except TypeError as error:
    print(error)


class X:
    def __radd__(s, o):
        return "X.radd"


class Y(X):
    def __add__(s, o):
        return "Y.add"


print(Y() + Y(), 5 + Y(), [] + Y() if not hasattr(list, "q") else 0)


class Seq:
    def __getitem__(s, i):
        return i

    def __mul__(s, n):
        return f"mul {n}"

    __rmul__ = __mul__


print(Seq() * 3, 3 * Seq(), Seq()[1, 2])
