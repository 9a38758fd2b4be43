"""traceback.format_exception and friends give the text that an uncaught error gives."""
import traceback


def f(x):
    return g(x) + 1


def g(x):
    return x / 0


try:
    f(1)
except ZeroDivisionError as e:
    print("".join(traceback.format_exception(e)))
    print(traceback.format_exc())
    print(traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
    for s in traceback.extract_tb(e.__traceback__):
        print(s.name, s.lineno, s.line)
try:
    try:
        {}["x"]
    except KeyError as k:
        raise ValueError("multi\nline") from k
except ValueError as e:
    e.add_note("noted")
    traceback.print_exception(e, file=__import__("sys").stdout)
try:
    compile("def f(:\n pass", "some_file.py", "exec")
except SyntaxError as e:
    print("".join(traceback.format_exception_only(e)))


class Odd(Exception):
    def __str__(self):
        return ""


print(
    traceback.format_exception_only(Odd()),
    traceback.format_exception_only(ValueError("")),
    traceback.format_exception_only(KeyError("k")),
)


class BadStr(Exception):
    def __str__(self):
        raise RuntimeError


print(traceback.format_exception_only(BadStr()))


class Outer:
    class InnerError(Exception):
        pass


print(traceback.format_exception_only(Outer.InnerError("x")))
