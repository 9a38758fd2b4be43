"""try, except, else, finally in all orders."""


def f(kind):
    try:
        print("try", kind)
        if kind == "value":
            raise ValueError("v")
        if kind == "key":
            {}["k"]
        if kind == "zero":
            1 / 0
        if kind == "return":
            return "from try"
    except ValueError as e:
        print("value", e)
        return "from except"
    except (KeyError, IndexError) as e:
        print("lookup", repr(e))
    except:
        print("bare")
    else:
        print("else")
        return "from else"
    finally:
        print("finally")
    return "end"


for k in ("value", "key", "zero", "return", "none"):
    print(f(k))


def g():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
            print("body", i)
        finally:
            print("fin", i)
    else:
        print("no")
    return "g"


print(g())


def override():
    try:
        return 1
    finally:
        return 2


def swallow():
    while True:
        try:
            1 / 0
        finally:
            break
    return "swallowed"


def nested():
    try:
        try:
            raise KeyError("inner")
        finally:
            print("inner finally")
    except KeyError as e:
        try:
            raise ValueError("second")
        except ValueError as e2:
            return repr(e), repr(e2), repr(e2.__context__)


print(override(), swallow(), nested())


def reraise():
    try:
        raise ValueError("again")
    except ValueError:
        raise


try:
    reraise()
except ValueError as e:
    print("got", e)
try:
    raise
except RuntimeError as e:
    print(e)
e = "kept"
try:
    raise KeyError
except KeyError as e:
    pass
try:
    e
except NameError as x:
    print(x)
try:
    raise ValueError
except ValueError as err:
    print(repr(err), err.args)


class MyError(Exception):
    pass


class Sub(MyError):
    pass


try:
    raise Sub(1, 2)
except MyError as err:
    print(type(err).__name__, err.args, err)


def matcher():
    print("evaluated")
    return ZeroDivisionError


try:
    1 / 0
except matcher() as z:
    print(z)
for text in (
    "raise 5",
    "raise 'x'",
    "raise int",
    "raise ValueError from 5",
    "raise None",
    "raise ValueError('a') from int",
):
    try:
        exec(text)
    except BaseException as err:
        print(text, "->", type(err).__name__, err)
try:
    try:
        1 / 0
    except 5:
        pass
except TypeError as err:
    print(err)
try:
    try:
        1 / 0
    except (ValueError, "x"):
        pass
except TypeError as err:
    print(err)


def gen():
    try:
        yield 1
    finally:
        print("gen finally")


generator = gen()
for v in generator:
    print(v)
    break
generator.close()


def ret_in_loop():
    for i in range(5):
        try:
            try:
                return i
            finally:
                print("a")
        finally:
            print("b")


print(ret_in_loop())
