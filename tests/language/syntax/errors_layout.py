"""Blocks that end too early, keys without colons, brackets that swallow lines."""
def check(text, mode="exec"):
    try:
        compile(text, "<t>", mode); print(repr(text)[:60], "compiles")
    except SyntaxError as e:
        print(repr(text)[:60], "->", type(e).__name__, e.msg, e.lineno, e.offset, repr(e.text))
    except (ValueError, UnicodeError) as e:
        print(repr(text)[:60], "->", type(e).__name__, e)


for t in (
    "while 1:\n    pass\n   pass",
    "try:\n    pass\nexcept:\npass",
    "for i in x:",
    "with a:",
    "else:",
    "match x:",
    "match x:\n  case 1:",
    "if x:\n  pass\nelse\n  pass",
    "@dec",
    "class A: x = 1\n  y = 2",
    "lambda:\n 1",
    "x = y = \n",
    "async def f():",
    "if x: pass\nelif y:\nz",
    "try: pass\nfinally:\nx",
    "x\n\ty",
    "print('a'\nprint('b')",
    "a = {\nb = 1",
    "d = {'a': 1,\n'b' 2}",
    "x = 5 +\ny = 6",
    "def f(a,\nb:\n pass",
    "if (a and\nb:\n pass",
    "foo(a, b\nfor x in y:\n pass",
    "\"unterminated\nx",
    "x = 'a\\\nb'",
    "x = 'a\\",
):
    check(t)
