"""Syntax errors of imports."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "import",
    "import a.",
    "import a as",
    "from a import",
    "from a import (b",
    "from a import b,",
    "from . import *\nfrom",
    "from a import *, b",
    "def f():\n from a import *",
):
    check(text)
