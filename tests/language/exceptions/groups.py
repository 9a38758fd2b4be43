"""ExceptionGroup and except*."""


def raiser(*errors):
    raise ExceptionGroup("group", list(errors))


eg = ExceptionGroup("msg", [ValueError(1), TypeError("t"), ExceptionGroup("inner", [KeyError("k"), ValueError(2)])])
print(eg, repr(eg), eg.message, eg.exceptions, eg.args)
print(
    eg.subgroup(ValueError),
    eg.split(ValueError),
    eg.subgroup(lambda e: isinstance(e, KeyError)),
    eg.subgroup(OSError),
    eg.split((TypeError, KeyError)),
    eg.derive([ValueError(9)]),
)


def run(*errors):
    try:
        raiser(*errors)
    except* ValueError as e:
        print("value", e.exceptions)
    except* (TypeError, KeyError) as e:
        print("type/key", e.exceptions)
    else:
        print("else")
    finally:
        print("finally")


run(ValueError(1), TypeError(2), ValueError(3))
try:
    run(ValueError(1), OSError("o"))
except ExceptionGroup as e:
    print("left", e.exceptions)
run(ExceptionGroup("deep", [KeyError(1), ExceptionGroup("deeper", [ValueError(2)])]))
try:
    raise ValueError("naked")
except* ValueError as e:
    print(type(e).__name__, e.exceptions, e.message)
try:
    try:
        raiser(ValueError(1), TypeError(2))
    except* ValueError:
        raise KeyError("new")
except ExceptionGroup as e:
    print(e, e.exceptions, [repr(x) for x in e.exceptions])
try:
    try:
        raiser(ValueError(1))
    except* ValueError as e:
        raise
except ExceptionGroup as e:
    print("reraised", e.exceptions)
try:
    try:
        raise OSError("untouched")
    except* ValueError:
        print("no")
except OSError as e:
    print(repr(e))
try:
    pass
except* ValueError:
    print("no")
else:
    print("nothing raised")
for f in (
    lambda: ExceptionGroup("m", []),
    lambda: ExceptionGroup("m", [5]),
    lambda: ExceptionGroup(5, [ValueError()]),
    lambda: ExceptionGroup("m", [KeyboardInterrupt()]),
    lambda: ExceptionGroup("m"),
    lambda: ExceptionGroup("m", ValueError()),
    lambda: BaseExceptionGroup("m", [ValueError()]),
    lambda: BaseExceptionGroup("m", [KeyboardInterrupt()]),
):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
try:
    try:
        raiser(ValueError())
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)
try:
    try:
        raiser(ValueError())
    except* 5:
        pass
except (TypeError, ExceptionGroup) as e:
    print(type(e).__name__, e)


class My(ExceptionGroup):
    def derive(self, excs):
        return My(self.message, excs)


m = My("mine", [ValueError(1), TypeError(2)])
print(type(m.subgroup(ValueError)).__name__, type(m.split(TypeError)[1]).__name__)


def loop():
    for i in range(3):
        try:
            raiser(ValueError(i))
        except* ValueError as e:
            print(i, e.exceptions)
    return "done"


print(loop())
try:
    raise ExceptionGroup("a", [ValueError("x")]) from KeyError("cause")
except* ValueError as e:
    print(repr(e.__cause__), repr(e))
try:
    e
except NameError as x:
    print(x)
