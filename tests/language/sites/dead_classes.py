# What a site is linked to lives no longer because of that: classes, functions and modules that only
# sites remember are collected, and the sites link again.
import gc
import weakref


def use(v, manager=None):
    v.x = 1
    v.x += v.y
    del v.z
    v + v.x
    v[0]
    v[1] = 2
    1 in v
    if v:
        pass
    for _ in v:
        pass
    a, b = v
    with v as w:
        pass
    match v:
        case [c, d]:
            pass
    return f"{v}", len(v), v.method(), v(1), type(v)(), isinstance(v, type(v))


def make():
    class C:
        y = 5

        def __init__(self):
            self.own = 1

        def __delattr__(self, name):
            pass

        def __add__(self, other):
            return self

        def __getitem__(self, i):
            return i

        def __setitem__(self, i, v):
            pass

        def __contains__(self, x):
            return True

        def __bool__(self):
            return True

        def __iter__(self):
            return iter((1, 2))

        def __enter__(self):
            return self

        def __exit__(self, *info):
            pass

        def __str__(self):
            return "C"

        def __len__(self):
            return 2

        def method(self):
            return "method"

        def __call__(self, x):
            return x

    return C


def round_(n, dead):
    if n > 0:
        return round_(n - 1, dead)
    cls = make()
    for _ in range(3):
        result = use(cls())
    dead.append(weakref.ref(cls))
    dead.append(weakref.ref(cls.__add__))
    return result[:4]


class Stays:
    pass


Stays = make()
results = set()
for i in range(20):
    references = []
    results.add(round_(40, references))
    stays = use(Stays())[:4]
    gc.collect()
    results.add((i % 1, stays))
    if i == 0:
        kept = []
    kept.extend(references)
print(sorted(map(str, results)))
gc.collect()
alive = sum(reference() is not None for reference in kept)
# Words that dead frames left on the stack may keep some.
print("alive", alive if alive > len(kept) // 2 else "few")


# A dead function's place at a site is free again.
def call(f):
    return f(1)


def functions(n):
    if n > 0:
        return functions(n - 1)
    ns = {}
    exec("def f(x): return x + 1", ns)
    return call(ns["f"]), weakref.ref(ns["f"])


kept = []
for i in range(30):
    result, reference = functions(30)
    kept.append(reference)
    if i % 3 == 0:
        gc.collect()
print(result)
gc.collect()
alive = sum(reference() is not None for reference in kept)
# Words that dead frames left on the stack may keep some.
print("alive", alive if alive > len(kept) // 2 else "few")
