"""Syntax errors of simple statements."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "del",
    "del 1",
    "assert",
    "raise x from",
    "raise from x",
    "pass x",
    "break 1",
    "a = ",
    "a += ",
    "= 1",
    "a == = b",
    "a b",
    "a b c",
    "print 1",
    "print 'x'",
    "exec 'x'",
    "x = print y",
):
    check(text)
