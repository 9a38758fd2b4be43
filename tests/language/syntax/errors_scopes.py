"""return, break, global and nonlocal where they may not stand."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "return",
    "return 5",
    "yield 5",
    "await x",
    "break",
    "continue",
    "if 1:\n break",
    "class A:\n return 1",
    "def f():\n continue",
    "for x in y:\n def g(): break",
):
    check(text)
