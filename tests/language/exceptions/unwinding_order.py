"""Which cleanup runs when, through many kinds of frames."""
log = []


class M:
    def __init__(self, n, swallow=False):
        self.n, self.s = n, swallow

    def __enter__(self):
        log.append("enter " + self.n)
        return self

    def __exit__(self, *a):
        log.append(f"exit {self.n} {a[0].__name__ if a[0] else None}")
        return self.s


def gen():
    try:
        with M("g"):
            yield 1
            raise KeyError("from gen")
    finally:
        log.append("gen finally")


def f():
    with M("a"), M("b", True):
        for v in gen():
            log.append(f"v {v}")
    log.append("after")
    try:
        with M("c"):
            return "ret"
    finally:
        log.append("f finally")


print(f(), log)
log.clear()


def h():
    for i in range(3):
        with M(str(i)):
            if i == 0:
                continue
            if i == 1:
                break
    try:
        try:
            raise ValueError
        except ValueError:
            with M("in except"):
                raise KeyError
        finally:
            log.append("h finally")
    except KeyError as e:
        log.append(type(e.__context__).__name__)


h()
print(log)
log.clear()


def deep(n):
    try:
        if n:
            deep(n - 1)
        else:
            raise RuntimeError("deep")
    finally:
        log.append(n)


try:
    deep(5)
except RuntimeError:
    print(log)


def in_loop():
    out = []
    for i in range(6):
        try:
            try:
                if i % 3 == 0:
                    raise ValueError(i)
                if i % 3 == 1:
                    raise KeyError(i)
                out.append(i)
            except ValueError:
                out.append("v")
                continue
            finally:
                out.append("f")
        except KeyError:
            out.append("k")
        else:
            out.append("e")
    return out


print(in_loop())


def many():
    n = 0
    for i in range(10000):
        try:
            if i % 2:
                raise ValueError
        except ValueError:
            n += 1
    return n


print(many())
