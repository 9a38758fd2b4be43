"""Brackets that do not match and displays that break off."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "(]",
    "[)",
    "{)",
    "(1, 2",
    "[1, 2",
    "{1: 2",
    "f(",
    "f(1",
    "x = (1,\n2",
    "(1 2)",
    "[1 2]",
    "{1 2}",
    "{1: 2 3: 4}",
    "{1:}",
    "{1: 2, 3}",
    "{1, 2: 3}",
    "{:}",
    "{**a: 1}",
):
    check(text)
