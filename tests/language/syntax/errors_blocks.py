"""Syntax errors of compound statements."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "if x\n  pass",
    "if x:\npass",
    "while True print(1)",
    "for x in y\n pass",
    "for x y: pass",
    "def f(\n",
    "def f:\n pass",
    "def (x): pass",
    "def f(x):\npass",
    "class A\n pass",
    "class A(:\n pass",
    "class 5: pass",
    "else: pass",
    "elif x: pass",
    "try:\n pass",
    "try:\n pass\nx = 1",
    "except: pass",
    "finally: pass",
    "try: pass\nexcept: pass\nexcept ValueError: pass",
    "with x\n pass",
    "with: pass",
):
    check(text)
