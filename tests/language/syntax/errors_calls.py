"""Syntax errors of calls."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "f(a=1, 2)",
    "f(**a, b)",
    "f(**a, *b)",
    "f(a=1, a=2)",
    "f(1=2)",
    "f(a.b=1)",
    "f(x for x in y, 1)",
    "f(1, x for x in y)",
    "f(a, b for b in c)",
    "f(*)",
    "f(**)",
    "f(True=1)",
    "f(a+b=1)",
    "f((a)=1)",
):
    check(text)
