# The order in which the operands' methods are asked, when each is a site of its own and NotImplemented
# sends the search on.
log = []


class Named:
    def __init__(self, name, answers=()):
        self.name = name
        self.answers = answers

    def answer(self, method, other):
        log.append(f"{type(self).__name__}.{method}")
        if method in self.answers:
            return f"{self.name}.{method}"
        return NotImplemented


class L(Named):
    def __add__(self, other):
        return self.answer("__add__", other)

    def __iadd__(self, other):
        return self.answer("__iadd__", other)

    def __lt__(self, other):
        return self.answer("__lt__", other)

    def __eq__(self, other):
        return self.answer("__eq__", other)


class R(Named):
    def __radd__(self, other):
        return self.answer("__radd__", other)

    def __gt__(self, other):
        return self.answer("__gt__", other)

    def __eq__(self, other):
        return self.answer("__eq__", other)


class SubL(L):
    def __radd__(self, other):
        return self.answer("__radd__", other)

    def __gt__(self, other):
        return self.answer("__gt__", other)


class PlainSub(SubL):
    pass


def add(a, b):
    return a + b


def iadd(a, b):
    a += b
    return a


def less(a, b):
    return a < b


def less_jump(a, b):
    if a < b:
        return "jumped"
    return "went on"


def equal(a, b):
    return a == b


def equal_jump(a, b):
    if a == b:
        return "jumped"
    return "went on"


def attempt(f, a, b):
    del log[:]
    try:
        result = f(a, b)
        if not isinstance(result, (str, bool)):
            result = type(result).__name__
    except TypeError as e:
        result = f"TypeError: {e}"
    print(f"{f.__name__:12}{type(a).__name__:10}{type(b).__name__:10}{result:30}{' '.join(log)}")


every = ("__add__", "__radd__", "__iadd__", "__lt__", "__gt__", "__eq__")
for round in range(2):
    for answers in ((), ("__radd__", "__gt__"), every):
        for f in (add, iadd, less, less_jump, equal, equal_jump):
            for a in (L("l"), R("r"), SubL("s"), 1, "text", None, 2.5, (1,)):
                for b in (L("l", answers), R("r", answers), SubL("s", answers),
                          PlainSub("p", answers)):
                    attempt(f, a, b)

# Answers that are no bools, tested by a jump.
class Truth:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        print("tested", self.value)
        return self.value


class Length:
    def __init__(self, value):
        self.value = value

    def __len__(self):
        print("measured", self.value)
        return self.value


class Cmp:
    def __init__(self, answer):
        self.answer = answer

    def __lt__(self, other):
        return self.answer

    def __eq__(self, other):
        return self.answer

    def __contains__(self, item):
        return self.answer


for answer in (Truth(True), Truth(False), Length(2), Length(0), [], [0], "", None, 0, 3, object):
    c = Cmp(answer)
    out = []
    if c < 1:
        out.append("lt")
    if c == c:
        out.append("eq")
    if not c < c:
        out.append("not lt")
    if 1 in c:
        out.append("in")
    if 1 not in c:
        out.append("not in")
    n = 0
    while c < 5:
        n += 1
        if n == 2:
            break
    print(out, 1 in c, n, (c < 1) is answer)

for bad in (Length(-1), Length("x"), Length(1.5), Length(10**30)):
    for test in (lambda: 1 if bad else 2, lambda: 1 if Cmp(bad) < 1 else 2, lambda: 3 in Cmp(bad),
                 lambda: not bad, lambda: len(bad)):
        try:
            print(test())
        except Exception as e:
            print(type(e).__name__, e)


class BadBool:
    def __bool__(self):
        return 1


try:
    if BadBool():
        pass
except TypeError as e:
    print(e)

# Methods that are None.
class Nothing:
    __add__ = None
    __radd__ = None
    __lt__ = None
    __eq__ = None
    __contains__ = None
    __iter__ = None
    __getitem__ = None
    __neg__ = None
    __bool__ = None


n = Nothing()
for f in (lambda: n + 1, lambda: 1 + n, lambda: 1 in n, lambda: list(n), lambda: -n,
          lambda: n < 1, lambda: n[0]):
    try:
        print(f())
    except TypeError as e:
        print(e)
