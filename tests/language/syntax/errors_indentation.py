"""Indentation: tabs, spaces, dedent, continuation lines."""
def check(text, mode="exec"):
    try:
        compile(text, "<t>", mode); print(repr(text)[:60], "compiles")
    except SyntaxError as e:
        print(repr(text)[:60], "->", type(e).__name__, e.msg, e.lineno, e.offset, repr(e.text))
    except (ValueError, UnicodeError) as e:
        print(repr(text)[:60], "->", type(e).__name__, e)


for t in (
    "  x = 1",
    "x = 1\n  y = 2",
    "if 1:\n  x = 1\n y = 2",
    "if 1:\n\tx = 1\n        y = 2",
    "if 1:\n        x = 1\n\ty = 2",
    "if 1:\n  x = 1\n    y = 2",
    "if 1:\n    if 2:\n  x",
    "def f():\n",
    "def f():\n\n\n",
    "class A:\n# comment\n",
    "if 1:\n    pass\n  else:\n    pass",
    "x = 1 \\\n+ 2",
    "x = 1 \\ \n+ 2",
    "x = (1 +\n  2)",
    "x = [\n1,\n\n# c\n2]",
    "if 1: x; y",
    "if 1: x;",
    "x;; y",
    ";",
    "if 1: if 2: pass",
    "if 1: for x in y: pass",
    "x = 1; if 1: pass",
):
    check(t)
