"""Functions beyond the short operand forms: many variables, constants, jumps over much code, deep expressions."""


def made(source, name="f"):
    namespace = {}
    exec(source, namespace)
    return namespace[name]


# More variables than a byte counts: each kind of access, calls, loops and handlers among them.
n = 700
body = "".join(f"    v{i} = a + {i}\n" for i in range(n))
f = made(f"def f(a):\n{body}    return v0, v255, v256, v{n - 1}, sum([{', '.join(f'v{i}' for i in range(n))}])\n")
print(f(1))
f = made(
    f"def f(a):\n{body}"
    f"    total = 0\n    for v{n} in range(3):\n        for x, *y in [(v{n}, a, a)]:\n            total += x * len(y)\n"
    f"    try:\n        v600 = v601 / (total - 6)\n    except ZeroDivisionError as v{n + 1}:\n        total = str(v{n + 1})\n"
    f"    with open('/dev/null') as v{n + 2}:\n        name = v{n + 2}.name\n"
    f"    d = {{'k': v{n}}}; d['k'] += v300; l = [v300, v301]; l[0] -= v1; del l[1]\n"
    f"    g = lambda q, *r, w=v500: (q, r, w, v{n})\n"
    f"    return total, name, d, l, g(v2, v3), [v400 + i for i in range(2)], f'{{v300!r:>6}}', v300 < v301 < v302\n"
)
print(f(10))


def many_arguments(*args, **names):
    return len(args), len(names), args[-1], names["k299"]


print(made(f"def f(g): return g({', '.join(str(i) for i in range(300))}, {', '.join(f'k{i}={i}' for i in range(300))})")(many_arguments))
parameters = ", ".join(f"p{i}={i}" for i in range(400))
f = made(f"def f({parameters}): return p0 + p255 + p256 + p399")
print(f(), f(p256=1), f(*range(400)), f(**{f"p{i}": 0 for i in range(400)}))

# Generators keep them all.
f = made(f"def f(a):\n{body}    v650 = yield v0\n    yield v650\n    yield v{n - 1}\n")
g = f(5)
print(next(g), g.send("sent"), next(g))

# More constants than two bytes count.
n = 70_000
f = made("def f(i):\n    return [" + ", ".join(f"{i}.5" for i in range(n)) + "][i]\n")
print(f(0), f(65_535), f(65_536), f(n - 1))
f = made("t = (" + ", ".join(f"'s{i}'" for i in range(n)) + ")", "t")
print(len(f), f[-1])
f = made("def f():\n" + "".join(f"    global g{i}; g{i} = {i}\n" for i in range(3000)) + "    return g0 + g2999\n")
print(f())

# Jumps over much code, both ways.
f = made(
    "def f(k):\n    while k:\n        if k == 1:\n            k = 0\n            continue\n"
    + "        x = [k, k, k]\n" * 20_000
    + "        k -= 1\n    else:\n        return 'else'\n"
)
print(f(3))
f = made("def f(k):\n    if k == 0: return 0\n" + "".join(f"    elif k == {i}: return -{i}\n" for i in range(1, 900)))
print(f(0), f(1), f(899), f(900))
f = made("def f(k):\n    return " + " or ".join(f"k == {i} and {i}.0" for i in range(900)))
print(f(899), f(900))
f = made("def f(a):\n    return " + " + ".join(["a"] * 900))
print(f(1), len(f("ab")))
f = made("def f(a):\n    return " + " < ".join(str(i) for i in range(900)))
print(f(0))
f = made("def f(a):\n" + "    try:\n        a += 1\n    finally:\n        a += 1\n" * 2000 + "    return a\n")
print(f(0))
