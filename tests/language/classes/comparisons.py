"""Rich comparison: all operators, fallbacks, chains, identity shortcuts."""


class C:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        print("eq", self.v)
        return isinstance(o, C) and self.v == o.v

    def __lt__(self, o):
        print("lt", self.v)
        return self.v < o.v

    def __le__(self, o):
        print("le", self.v)
        return self.v <= o.v

    def __gt__(self, o):
        print("gt", self.v)
        return self.v > o.v

    def __ge__(self, o):
        print("ge", self.v)
        return self.v >= o.v

    __hash__ = None


a, b, c = C(1), C(2), C(1)
print(a == c, a != b, a < b, a <= c, a > b, a >= c, a == 5, 5 == a, a != 5)
print(a < b < c, a <= c <= b)
try:
    hash(a)
except TypeError as error:
    print(error)


class Odd:
    def __eq__(self, o):
        return "eq result"

    def __ne__(self, o):
        return []

    def __lt__(self, o):
        return 0


print(Odd() == 1, 1 == Odd(), Odd() != 1, 1 != Odd(), Odd() < 1, 1 > Odd(), not (Odd() == 1))


class OnlyEq:
    def __eq__(self, o):
        return True


print(
    OnlyEq() == 1,
    OnlyEq() != 1,
    1 == OnlyEq(),
    1 != OnlyEq(),
    OnlyEq() == OnlyEq(),
    OnlyEq() in [1],
    [OnlyEq()] == [5],
    (1, OnlyEq()) == (1, 2),
)


class OnlyLt:
    def __lt__(self, o):
        return "lt"


print(OnlyLt() < 1, 1 > OnlyLt())
try:
    OnlyLt() > 1
except TypeError as error:
    print(error)


class Never:
    def __eq__(self, o):
        return False


n = Never()
print(n == n, n in [n], [n] == [n], [n].index(n), (n,) == (n,), {1: n} == {1: n}, [Never()] == [n])


class Base:
    def __lt__(self, o):
        return "Base.lt"

    def __gt__(self, o):
        return "Base.gt"


class Derived(Base):
    def __gt__(self, o):
        return "Derived.gt"


print(Base() < Derived(), Derived() < Base(), Base() > Base())


def f(v):
    print("eval", v)
    return v


print(f(1) < f(2) < f(3), f(3) < f(2) < f(1), f(1) < f(2) == f(2) != f(3), f(1) in [f(1)] == [1], not f(1) == f(2))
x = [1, 2]
print(
    x is x, x is not [1, 2], None is None, x == [1, 2] is not None, 1 < 2 > 1, (1 < 2) > 1, 1 == 1 == 1, 1 < 3 < 2 < 0
)
print(
    [1, 2, 3] < [1, 2, 4],
    (1, "a") < (1, "b"),
    "a" < "b" < "c",
    [] < [0],
    [[1], [2]] > [[1], [1, 9]],
    (1, 2) == (1, 2, 3),
    {1} < {1, 2} < {1, 2, 3},
)
