"""Classes that hold methods of unrelated built-in classes: refused when they are called, as often as it is tried."""


class T:
    __getitem__ = list.__getitem__
    __len__ = list.__len__
    __iter__ = dict.__iter__
    __contains__ = dict.__contains__
    __add__ = int.__add__
    __repr__ = int.__repr__
    __str__ = str.__str__
    __hash__ = str.__hash__
    __eq__ = str.__eq__
    __bool__ = int.__bool__
    __call__ = type.__call__
    __int__ = float.__int__
    __setitem__ = list.__setitem__
    __delitem__ = bytearray.__delitem__
    __next__ = type(iter([])).__next__
    __lt__ = tuple.__lt__
    __neg__ = complex.__neg__
    __index__ = int.__index__
    __format__ = str.__format__
    __reversed__ = list.__reversed__
    append = list.append
    __round__ = float.__round__
    __iadd__ = list.__iadd__


import operator


def setitem(t):
    t[0] = 1


def delitem(t):
    del t[0]


def iadd(t):
    t += [1]


def unpack(t):
    a, b = t


def forloop(t):
    for x in t:
        pass


class I:
    def __iter__(self):
        return T()


for f in (
    lambda t: t[0],
    len,
    iter,
    lambda t: 1 in t,
    lambda t: t + 1,
    repr,
    str,
    hash,
    lambda t: t == 1,
    bool,
    lambda t: t(),
    int,
    setitem,
    delitem,
    next,
    lambda t: t < t,
    lambda t: -t,
    operator.index,
    lambda t: f"{t:5}",
    reversed,
    lambda t: t.append(1),
    round,
    iadd,
    unpack,
    forloop,
    lambda t: [*t],
    lambda t: list(I()),
    lambda t: {t: 1},
    lambda t: t * 2,
    lambda t: [1][t],
    lambda t: "x" * t,
    lambda t: sorted([t, t]),
    lambda t: max(t, t),
    lambda t: print(t),
    lambda t: not t,
):
    for _ in range(3):
        try:
            f(T())
            print("fine")
        except Exception as e:
            print(type(e).__name__, e)


class N1:
    __new__ = list.__new__


class N2(dict):
    __new__ = object.__new__


class N3:
    __init__ = list.__init__


class N4(int):
    __new__ = str.__new__


class N5(list):
    __new__ = dict.__new__


class N6(BaseException):
    __new__ = object.__new__


class N7:
    __new__ = object.__new__
    __init__ = object.__init__


class N8:
    __init_subclass__ = dict.__init__


class N9(list):
    pass


N9.__new__ = tuple.__new__
for c in (N1, N2, N3, N4, N5, N6, N7, N9):
    for _ in range(3):
        try:
            print(type(c()).__name__)
        except Exception as e:
            print(type(e).__name__, e)


class N10:
    __new__ = print


class N11:
    __new__ = staticmethod(lambda *a: 5)


class N12:
    __new__ = len


class N13(int):
    __new__ = int.from_bytes


for c in (N10, N11, N12, N13):
    try:
        print(c())
    except Exception as e:
        print(type(e).__name__, e)


class N14:
    __new__ = [].append


class N15:
    __init__ = [].append


class N16:
    __init__ = len


class N17:
    __call__ = [].append


class N18:
    __len__ = [1, 2].__len__


class N19:
    __getitem__ = {1: 2}.get


class N20:
    __iter__ = [1, 2].__iter__


class N21:
    __init__ = print


for f in (
    N14,
    N15,
    N16,
    N17(),
    lambda: len(N18()),
    lambda: N19()[1],
    lambda: list(N20()),
    N21,
    lambda: N17()(1),
):
    for _ in range(2):
        try:
            print(type(f()).__name__)
        except Exception as e:
            print(type(e).__name__, e)
