"""What a comprehension sees of the scopes around it."""


def closure_in_comprehension(n):
    return [[(lambda: (n, i, j))() for j in range(2)] for i in range(2)]


print(closure_in_comprehension(7))


def rebinds():
    total = 0

    def add(v):
        nonlocal total
        total += v
        return total

    return [add(v) for v in range(5)], total


print(rebinds())


def walrus():
    [y := i for i in range(3)]
    return y


print(walrus())


def walrus_nested():
    [[z := (i, j) for j in range(2)] for i in range(2)]
    return z


print(walrus_nested())


class K:
    a = 5
    b = [a for _ in range(1)] if False else "skipped"
    c = [v for v in (a, a + 1)]
    d = (lambda: 3)()

    def m(self):
        return [self.a + i for i in range(2)]


print(K.c, K().m(), K.b)


def params(a, b=[i for i in range(3)], *c, **d):
    return [a, *b, *[x for x in c], *{k: v for k, v in d.items()}]


print(params(9, [1], 2, 3, k=4))


def delayed():
    fs = []
    for i in range(3):
        fs.append([lambda: i + k for k in range(2)])
    return [[f() for f in g] for g in fs]


print(delayed())


def gen_closure():
    n = 1
    g = (n + i for i in range(3))
    n = 100
    return list(g)


print(gen_closure())
print([locals_ for locals_ in [sorted(k for k in dict(a=1, b=2))]])


def shadow(x):
    return [x for x in range(x)], x


print(shadow(3))


def conditional(flag):
    return [i for i in (range(3) if flag else "ab")]


print(conditional(True), conditional(False))
print(*[f"{i}{j}" for i in "ab" for j in range(2)], sep=",")
g = globals()
r = [g.setdefault(f"made_{i}", i) for i in range(2)]
print(made_0, made_1)
try:
    [undefined_thing for _ in range(1)]
except NameError as error:
    print(error)


def unbound():
    try:
        return [late for _ in range(1)]
    except NameError as error:
        return str(error)
    late = 1


print(unbound())
