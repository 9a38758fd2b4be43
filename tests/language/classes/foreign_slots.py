# The descriptor of a slot works for instances of its own class only, wherever it is found.
class Many:
    __slots__ = ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")


class Base:
    __slots__ = ("x",)


class Left(Base):
    __slots__ = ("y",)


class Right(Base):
    __slots__ = ("z",)


class Plain:
    first = Many.__dict__["a"]
    last = Many.__dict__["j"]
    start = slice.__dict__["start"]


Left.z = Right.__dict__["z"]


def attempt(what, *args):
    try:
        print(what(*args))
    except Exception as error:
        print(type(error).__name__, error)


def get_first(o):
    return o.first


def get_last(o):
    return o.last


def get_start(o):
    return o.start


def get_z(o):
    return o.z


def set_first(o):
    o.first = 99


def set_z(o):
    o.z = 99


plain, left, right = Plain(), Left(), Right()
plain.own = 1
left.y = 7
right.z = 8
for _ in range(3):
    for read in (get_first, get_last, get_start):
        attempt(read, plain)
    attempt(set_first, plain)
    attempt(get_z, left)
    attempt(set_z, left)
    attempt(get_z, right)
print(plain.__dict__, left.y)
