"""Syntax errors of parameter lists."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "lambda",
    "lambda x",
    "lambda x=: 1",
    "lambda (x): 1",
    "lambda x, x: 1",
    "def f(x, x): pass",
    "def f(x=1, y): pass",
    "def f(*): pass",
    "def f(*, **k): pass",
    "def f(**k, x): pass",
    "def f(*a, *b): pass",
    "def f(a, /, b, /): pass",
    "def f(/, a): pass",
    "def f(*a, /): pass",
    "def f(a, *, /): pass",
    "def f(**k, **j): pass",
    "def f(x: int = ): pass",
    "def f(1): pass",
    "def f(a.b): pass",
    "def f((a, b)): pass",
    "lambda *: 1",
):
    check(text)
