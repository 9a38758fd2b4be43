"""Starred expressions in displays, calls and targets."""
a, b = [1, 2], (3, 4)
print([*a, *b], (*a, *b), {*a, *b}, {**{"x": 1}, **{"y": 2}}, [*a, 0, *"xy"], *a, *b)


def f(*args, **kwargs):
    return args, sorted(kwargs.items())


print(
    f(*a, *b),
    f(*a, 9, *b, k=1, **{"z": 2}, **{"y": 3}),
    f(**{"a": 1}, b=2),
    f(*[], **{}),
    f(*(x for x in range(3))),
    f(*"ab", *{}),
)
first, (second, *third), *fourth = 1, (2, 3, 4), 5, 6
print(first, second, third, fourth)
*head, tail = range(4)
[x, *y] = "abc"
(*p, q), r = [1, 2, 3], 4
print(head, tail, x, y, p, q, r)
for h, *t in [(1, 2, 3), "ab", [9]]:
    print(h, t)
z = *a, *b
print(z, [(i, *j) for i, *j in [(1, 2, 3)]])
d = {}
d["k"], *d["rest"] = 1, 2, 3
print(d)


class Box:
    pass


o = Box()
o.x, o.y, *o.z = range(5)
print(o.__dict__)
m = n = [*a]
m.append(1)
print(n, m is n)
i = 0
i, a[i] = 1, 99
print(i, a)


def gen():
    yield 1
    yield 2


u, v = gen()
print(u, v, dict([*zip("ab", gen())]), max(*gen(), 0), print(*gen(), sep="-"))
for bad in (
    "f(*5)",
    "f(**5)",
    "f(**{1: 2})",
    "f(*a, **{'a': 1}, a=2)",
    "f(a=1, **{'a': 2})",
    "[*5]",
    "{**[1]}",
    "print(*None)",
    "{*5}",
    "(*5,)",
    "f(**{'a': 1}, **{'a': 2})",
):
    try:
        eval(bad)
    except TypeError as error:
        print(bad, "->", error)


def ret():
    return *a, 1


def yielder():
    yield *b, 2


print(ret(), list(yielder()))
for e in *a, 7:
    print(e, end=" ")
print()
print((lambda *a, k=1, **kw: (a, k, kw))(*[1, 2], **{"k": 5, "j": 6}))
