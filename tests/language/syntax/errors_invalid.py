"""Plain invalid syntax and hints about commas."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "a.b.c d",
    "assert (a, b",
    "if a = 1: pass",
    "while a = 1: pass",
    "if (a = 1): pass",
    "f(a = 1 b)",
    "x = {'a': 1 'b': 2}",
    "x = [1, 2 3]",
    "call(a b)",
    "call(a, b c, d)",
    "foo(x, y for y in z, w)",
):
    check(text)
