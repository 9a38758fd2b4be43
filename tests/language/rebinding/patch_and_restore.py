"""Mock-like patching around hot code: the patched answer inside, the real one outside, every time."""
import builtins
import contextlib
import math
import sys


@contextlib.contextmanager
def patched(namespace, name, value):
    missing = object()
    old = vars(namespace).get(name, missing)
    setattr(namespace, name, value)
    try:
        yield
    finally:
        if old is missing:
            delattr(namespace, name)
        else:
            setattr(namespace, name, old)


MODULE = sys.modules[__name__]


def hot(n):
    total = 0
    for i in range(n):
        total += len("four") + abs(-i % 3) + int(math.sqrt(16))
    return total


class Account:
    rate = 1

    def interest(self, x):
        return x * self.rate


account = Account()


def hot_method(n):
    total = 0
    for i in range(n):
        total += account.interest(2)
    return total


def run(n):
    return hot(n), hot_method(n)


print("plain", run(300))
for round in range(60):
    with patched(builtins, "len", lambda x: 1000), patched(Account, "rate", 5):
        inside = run(20)
    with patched(MODULE, "abs", lambda x: 7):
        module = run(20)
    with patched(math, "sqrt", lambda x: 9.0), patched(Account, "interest", lambda self, x: -1):
        function = run(20)
    with contextlib.suppress(ZeroDivisionError):
        with patched(builtins, "int", lambda x: 1 / 0):
            run(20)
    outside = run(20)
    if round in (0, 1, 2, 10, 59):
        print(round, inside, module, function, outside)

# A patch that ends while a frame which relied on it is suspended.
def generator():
    while True:
        yield len("ab")


g = generator()
seen = [next(g) for _ in range(50)]
with patched(builtins, "len", lambda x: -1):
    seen += [next(g) for _ in range(3)]
seen += [next(g) for _ in range(2)]
print(seen[-7:])


# A loop's own iterator is not what its name means now.
def rebinding_range():
    global range
    seen = []
    for i in range(4):
        range = lambda n: ["other"]
        seen.append(i)
        for j in range(2):
            seen.append(j)
    del range
    return seen + [k for k in range(2)]


for _ in "abc":
    print(rebinding_range())


# exec, globals() and module attributes are the same names.
def reads_global():
    return setting


setting = 1
values = [reads_global() for _ in range(50)]
globals()["setting"] = 2
values.append(reads_global())
exec("setting = 3")
values.append(reads_global())
MODULE.setting = 4
values.append(reads_global())
vars(MODULE).update(setting=5)
values.append(reads_global())
del setting
try:
    reads_global()
except NameError as e:
    values.append(str(e))
builtins.setting = 6
values.append(reads_global())
del builtins.setting
try:
    reads_global()
except NameError as e:
    values.append(str(e))
print(values[-7:])
