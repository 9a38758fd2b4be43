"""Syntax errors of stars and operators."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "x = *a",
    "*a",
    "*a + 1",
    "print(*a + *b)",
    "(*a)",
    "[*]",
    "{**}",
    "a if b",
    "a if b else",
    "if",
    "not",
    "a not b",
    "a is is b",
    "a and",
    "or b",
    "a <> b",
    "a !== b",
    "a ! b",
    "a++",
    "++",
    "a--",
):
    check(text)
