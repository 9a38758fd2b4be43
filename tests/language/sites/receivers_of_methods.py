"""One site calls the same built-in method with receivers of its class, of others, and through the class."""


def show(f, *a):
    try:
        print(f(*a))
    except BaseException as e:
        print(type(e).__name__, e)


def j(x, y):
    return x.join(y)


def snd(x, y):
    return x.send(y)


def app(x, y):
    return x.append(y)


def get(x, y):
    return x.get(y)


def up(x):
    return x.upper()


class T:
    join = str.join
    append = list.append
    get = dict.get
    upper = str.upper
    send = type(i for i in ()).send


def g():
    x = yield 1
    x = yield x


class S(str):
    pass


class L(list):
    pass


def gg():
    k = g()
    next(k)
    return k


for x in ("-", str, T(), "-", S("+"), T, 5, "-"):
    show(j, x, ["a", "b"])
for x in (gg(), type(gg()), T(), gg(), T, 5, gg()):
    show(snd, x, "v")
for x in ([], list, T(), [], L(), T, 5, []):
    show(app, x, 1)
for x in ({1: 2}, dict, T(), {1: 3}, T, 5, {}):
    show(get, x, 1)
for x in ("a", str, T(), "b", S("c"), T, 5, "d"):
    show(up, x)


def ln(f, x):
    return f(x)


for f, x in (
    (len, [1]),
    (len, T()),
    (list.__len__, [1]),
    (list.__len__, T()),
    (str.upper, "a"),
    (str.upper, T()),
    (list.append, T()),
):
    show(ln, f, x)
