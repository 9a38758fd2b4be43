"""What the builtin exceptions carry."""


def catch(f):
    try:
        f()
    except BaseException as e:
        return e


e = catch(lambda: {}["k"])
print(e, repr(e), e.args, str(KeyError()), str(KeyError(1, 2)), str(KeyError("a")))
e = catch(lambda: next(iter([])))
print(
    repr(e), e.value, StopIteration(5).value, StopIteration().value, StopIteration(1, 2).value, StopIteration(1, 2).args
)
e = catch(lambda: (5).attr)
print(e.name, e.obj, AttributeError("m", name="n", obj=1).name)
e = catch(lambda: undefined)
print(e.name, NameError("x", name="y").name)
e = catch(lambda: __import__("no_such_module"))
print(type(e).__name__, e, e.name, e.path, ImportError("m", name="n", path="p").path, e.msg)
e = catch(lambda: open("/no/such/file"))
print(type(e).__name__, e, e.errno, e.strerror, e.filename, e.args)
e = OSError(2, "gone")
print(
    type(e).__name__,
    e,
    repr(e),
    e.errno,
    e.args,
    OSError("x").errno,
    OSError(13, "p", "file.txt"),
    type(OSError(17, "e")).__name__,
    OSError(1, "a", "f1", None, "f2"),
)
e = SystemExit(3)
print(e.code, repr(e), SystemExit().code, SystemExit(1, 2).code)
e = catch(lambda: compile("a b", "<f>", "exec"))
print(type(e).__name__, e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset, str(e))
e = SyntaxError("m", ("file", 1, 2, "text"))
print(e, e.lineno, e.args, SyntaxError("only").lineno)
e = catch(lambda: "é".encode("ascii"))
print(e.encoding, e.reason, e.start, e.end, e.object, str(e))
print(
    UnicodeDecodeError("utf-8", b"abc", 1, 2, "why"),
    UnicodeEncodeError("x", "abc", 0, 2, "why"),
    UnicodeTranslateError("abc", 1, 2, "r"),
)
print(
    Exception("a", 1),
    repr(Exception("a")),
    repr(Exception("a", 1)),
    str(Exception()),
    repr(Exception()),
    Exception(None),
    repr(ValueError("it's")),
    BaseException("b"),
)
e = ValueError("x")
e.extra = 5
print(e.__dict__, e.__class__.__mro__[1:4], e == e, ValueError("x") == ValueError("x"), hash(e) is not None)
e.add_note("note 1")
e.add_note("note 2")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as x:
    print(x)
print(
    e.with_traceback(None) is e,
    e.__traceback__,
    isinstance(catch(lambda: 1 / 0).__traceback__, object),
    catch(lambda: 1 / 0).__traceback__.tb_lineno,
)
for a, b in (
    (ZeroDivisionError, ArithmeticError),
    (KeyError, LookupError),
    (IndexError, LookupError),
    (FileNotFoundError, OSError),
    (ModuleNotFoundError, ImportError),
    (UnboundLocalError, NameError),
    (RecursionError, RuntimeError),
    (NotImplementedError, RuntimeError),
    (UnicodeDecodeError, ValueError),
    (IndentationError, SyntaxError),
    (TabError, IndentationError),
    (KeyboardInterrupt, BaseException),
    (GeneratorExit, BaseException),
    (StopAsyncIteration, Exception),
    (BlockingIOError, OSError),
    (UserWarning, Warning),
    (ExceptionGroup, BaseExceptionGroup),
):
    print(a.__name__, b.__name__, issubclass(a, b), issubclass(a, Exception), a.__base__.__name__)
print(IOError is OSError, EnvironmentError is OSError, TimeoutError.__mro__[1].__name__)
for f in (
    lambda: ValueError(x=1),
    lambda: StopIteration(a=1),
    lambda: UnicodeDecodeError(1),
    lambda: OSError(x=1),
    lambda: Exception.__new__(),
    lambda: BaseException.__new__(int),
    lambda: ImportError(zz=1),
):
    print(repr(catch(f)))
