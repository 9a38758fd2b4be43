"""Syntax errors of comprehensions."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "[x async for x in y]",
    "(yield)",
    "[(yield x) for x in y]",
    "[x for x in]",
    "[x for in y]",
    "[for x in y]",
    "[x if y for x in z]",
    "x for x in y",
    "{x: y for x in z, 1}",
    "[*x for x in y]",
    "{**x for x in y}",
    "(*x for x in y)",
):
    check(text)
