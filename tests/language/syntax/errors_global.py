"""global and nonlocal declarations."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "global",
    "global x y",
    "nonlocal x",
    "def f():\n x = 1\n global x",
    "def f():\n print(x)\n global x",
    "def f(x):\n global x",
    "def f(x):\n nonlocal x",
    "def f():\n nonlocal zz",
    "x = 1\nglobal x",
    "def f():\n global x\n nonlocal x",
):
    check(text)
