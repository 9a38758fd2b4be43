"""Syntax errors of except* and match."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "try:\n pass\nexcept* A: pass\nexcept B: pass",
    "try: pass\nexcept*: pass",
    "try: pass\nexcept A, B: pass",
    "match x:\n case 1: pass\n case y: pass\n case 2: pass",
    "match x:\n case a | b: pass",
    "match x:\n case {**rest, 'a': 1}: pass",
    "match x:\n case a, a: pass",
    "match x:\n case A(x=1, x=2): pass",
    "match x:\n case {'a': 1, 'a': 2}: pass",
    "match x:\n case -a: pass",
    "match x:\n case 1 + 1: pass",
    "match x:\n case [*a, *b]: pass",
    "match x:\n case a.b(): pass",
    "match x:\n pass",
    "match x:\ncase 1: pass",
):
    check(text)
