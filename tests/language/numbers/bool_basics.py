"""bool is an int with two values."""
print(True, False, repr(True), str(False), bool, bool(), bool(3), bool(""), bool("0"), bool([]), bool([0]), bool(None))
print(isinstance(True, int), issubclass(bool, int), True == 1, True is (1 == 1), False == 0)
print(
    True and False, True or False, not True, True & True, True | False, True ^ True, type(True & False), type(True & 1)
)
print(True + 1, True / 2, True // 1, -False, ~False, True << 3, int(True), float(True), complex(True))
print(["no", "yes"][True], "ab"[False], {True: "t"}[1], {0: "f"}[False], {1: "a", True: "b", 1.0: "c"})
print(max(True, 2), sum([True, True, False]), sorted([True, False, True]), [True, False].count(1), (1, 2).index(True))
print(hash(True), hash(False), "%d %s %r" % (True, True, True), f"{True:d} {True:>6} {True}", format(True, ""))


class Empty:
    def __len__(self):
        return 0


class Falsy:
    def __bool__(self):
        return False


class Wrong:
    def __bool__(self):
        return 1


class Negative:
    def __len__(self):
        return -1


print(bool(Empty()), bool(Falsy()), not Empty(), "x" if Falsy() else "y", bool(object()))
for cls in (Wrong, Negative):
    try:
        bool(cls())
    except Exception as error:
        print(type(error).__name__, error)
try:

    class Third(bool):
        pass

except TypeError as error:
    print(error)
print(1 and 2 and 3, 0 or "" or [], None or 0, 1 and 0 or 5, not (1 and 0))
print(any([0, "", 3]), all([1, "a", []]), any([]), all([]))
