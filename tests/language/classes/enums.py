"""enum."""
from enum import Enum, IntEnum, Flag, IntFlag, auto, unique, StrEnum


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    def hot(self):
        return self is Color.RED

    @classmethod
    def default(cls):
        return cls.GREEN


print(
    Color.RED,
    repr(Color.RED),
    Color.RED.name,
    Color.RED.value,
    Color(2),
    Color["GREEN"],
    Color.CRIMSON is Color.RED,
    list(Color),
    len(Color),
    Color.RED in Color,
    Color.RED == 1,
    Color.RED.hot(),
    Color.default(),
    isinstance(Color.RED, Color),
    Color.__members__.keys(),
    hash(Color.RED) == hash(Color.RED),
    {Color.RED: 1}[Color.RED],
    f"{Color.RED}",
)
for f in (
    lambda: Color(9),
    lambda: Color["X"],
    lambda: Color.X,
    lambda: setattr(Color, "RED", 5),
    lambda: Color.RED < Color.GREEN,
    lambda: type("Sub", (Color,), {}),
    lambda: Color(),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


class N(IntEnum):
    A = auto()
    B = auto()
    C = 10
    D = auto()


print(list(N), N.A + 1, N.B < N.C, N(10), sorted([N.D, N.A]), int(N.D), f"{N.A} {N.A:03d}", N.A == 1, max(N))


class P(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


print(
    P.R | P.X, P.RW, P.RW & P.W, ~P.R, P.R in P.RW, bool(P.R & P.W), P(3), P(0), list(P.RW), P.R ^ P.RW, repr(P.R | P.X)
)


class IF(IntFlag):
    A = 1
    B = 2


print(IF.A | IF.B, IF.A | 8, IF(3), IF.A + 1)


class S(StrEnum):
    ONE = auto()
    TWO = "2"


print(S.ONE, S.ONE == "one", S.TWO.upper(), f"{S.ONE}")


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def g(self):
        return round(self.mass / self.radius, 3)


print(Planet.EARTH.g, Planet.MARS.mass, Planet((0.64, 3.39)))
try:

    @unique
    class U(Enum):
        A = 1
        B = 1

except ValueError as error:
    print(error)
Anim = Enum("Anim", "CAT DOG")
print(list(Anim), Anim.DOG.value, Enum("E", {"x": 7}).x)


class Missing(Enum):
    A = 1

    @classmethod
    def _missing_(cls, v):
        return cls.A if v == "default" else None


print(Missing("default"))
match Color.RED:
    case Color.GREEN:
        print("green")
    case Color.RED:
        print("red")
import copy

print(copy.deepcopy(Color.RED) is Color.RED)
