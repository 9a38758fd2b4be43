# `raise C` calls C: a script class is made in a frame of its own.
import sys


class E(Exception):
    def __init__(self, *args):
        f = sys._getframe(1)
        print("init", args, f.f_code.co_name)
        super().__init__("made")


class New(Exception):
    def __new__(cls, *args):
        print("new", args)
        return super().__new__(cls, "new")


class Odd(Exception):
    def __new__(cls, *args):
        return 42


class Failing(Exception):
    def __init__(self):
        raise LookupError("no instance")


def attempt(cls, *cause):
    try:
        if cause:
            raise cls from cause[0]
        raise cls
    except BaseException as e:
        tb, names = e.__traceback__, []
        while tb:
            names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - attempt.__code__.co_firstlineno))
            tb = tb.tb_next
        print(type(e).__name__, e, repr(e.__cause__), repr(e.__context__), e.__suppress_context__, names)


for cls in (E, New, Odd, Failing, ValueError, ValueError("instance"), 3, int, None):
    attempt(cls)
    attempt(cls, E)
    attempt(cls, None)
    attempt(cls, Failing)
    attempt(cls, 5)
for i in range(6):
    if i == 3:
        E.__init__ = lambda self, *a: None
    attempt(E)
    try:
        raise KeyError("context")
    except KeyError:
        attempt(E, New)


class Deep(Exception):
    depth = 0

    def __init__(self):
        Deep.depth += 1
        if Deep.depth < 3000:
            raise Deep


sys.setrecursionlimit(50000)
try:
    raise Deep
except Deep as e:
    n = 0
    while e.__context__ is not None:
        n += 1
        e = e.__context__
    print(Deep.depth, n)


class Group(ExceptionGroup):
    def split(self, types):
        print("split", types)
        return super().split(types)

    def derive(self, excs):
        return Group(self.message, excs)


class OddGroup(ExceptionGroup):
    def split(self, types):
        return None, None


def grouped(g):
    try:
        try:
            raise g
        except* ValueError as e:
            print("V", repr(e))
        except* (TypeError, KeyError) as e:
            print("T", repr(e))
    except BaseException as e:
        print("left", repr(e))


for i in range(3):
    grouped(Group("g", [ValueError(1), TypeError(2), OSError(3)]))
    grouped(ExceptionGroup("g", [ValueError(1), Group("h", [KeyError(2), ValueError(3)])]))
    grouped(OddGroup("o", [ValueError(1)]))
    grouped(ValueError("naked"))
    grouped(OSError("naked"))
    if i == 1:
        del Group.split
