"""contextvars: variables, tokens, contexts that are copied and entered."""
import contextvars
import re

v = contextvars.ContextVar("v", default=1)
w = contextvars.ContextVar("w")


def attempt(f, *args, **kwargs):
    try:
        r = f(*args, **kwargs)
    except Exception as e:
        r = f"{type(e).__name__} {e}"
    print(re.sub("0x[0-9a-f]+", "0x", str(r)))


attempt(lambda: v)
attempt(lambda: w)
attempt(v.get)
attempt(w.get)
attempt(w.get, "fallback")
attempt(w.get, 1, 2)
attempt(lambda: v.name)
t = v.set(2)
attempt(lambda: (t, t.old_value, t.var is v, contextvars.Token.MISSING))
u = v.set(3)
print(u.old_value, v.get())
v.reset(u)
print(v.get())
attempt(v.reset, u)
attempt(w.reset, t)
attempt(v.reset, 5)
v.reset(t)
attempt(lambda: t)
print(v.get(), v in contextvars.copy_context())
attempt(contextvars.Token)
attempt(contextvars.Context, 1)
attempt(contextvars.ContextVar)
attempt(contextvars.ContextVar, 5)
attempt(contextvars.ContextVar, "a", 5)
attempt(hash, t)
attempt(hash, contextvars.Context())
print(hash(v) == hash(v), {v: 1}[v])

w.set("outer")
c = contextvars.copy_context()
print(len(c), list(c) == [w], c[w], c.get(v), c.get(v, "none"), w in c, list(c.items())[0][1], list(c.values()))
attempt(lambda: c[v])
attempt(lambda: c[1])
attempt(lambda: 1 in c)
attempt(c.get, 1)


def work(x, *, y):
    print("in", w.get(), v.get(), x, y)
    w.set("inner")
    v.set(x)
    attempt(c.run, print)
    attempt(v.reset, t2)
    return contextvars.copy_context() == c


t2 = v.set(7)
print(c.run(work, 10, y=20), w.get(), v.get(), c[w], c[v])
d = c.copy()
print(d == c, d is not c)
d.run(v.set, 99)
print(c[v], d[v], d == c)
attempt(c.run)
attempt(lambda: c < d)
try:
    contextvars.Context().run(lambda: 1 / 0)
except ZeroDivisionError as e:
    print(e, v.get())
attempt(lambda: contextvars.ContextVar[int])
for cls in (contextvars.Context, contextvars.ContextVar, contextvars.Token):
    attempt(type, "Sub", (cls,), {})


def gen():
    v.set("from generator")
    yield


next(gen())
print(v.get())
it = c.items()
c.run(v.set, 1000)
print(dict(it)[v], c[v])
