"""Indentation and layout: tabs, spaces, dedent, continuation, NUL, encodings."""
def check(text, mode="exec"):
    try:
        compile(text, "<t>", mode); print(repr(text)[:60], "compiles")
    except SyntaxError as e:
        print(repr(text)[:60], "->", type(e).__name__, e.msg, e.lineno, e.offset, repr(e.text))
    except (ValueError, UnicodeError) as e:
        print(repr(text)[:60], "->", type(e).__name__, e)
for t in ("  x = 1", "x = 1\n  y = 2", "if 1:\n  x = 1\n y = 2", "if 1:\n\tx = 1\n        y = 2", "if 1:\n        x = 1\n\ty = 2", "if 1:\n  x = 1\n    y = 2", "if 1:\n    if 2:\n  x", "def f():\n", "def f():\n\n\n", "class A:\n# comment\n", "if 1:\n    pass\n  else:\n    pass", "x = 1 \\\n+ 2", "x = 1 \\ \n+ 2", "x = (1 +\n  2)", "x = [\n1,\n\n# c\n2]", "if 1: x; y", "if 1: x;", "x;; y", ";", "if 1: if 2: pass", "if 1: for x in y: pass", "x = 1; if 1: pass", "a\0b", b"# coding: latin-1\nx = '\xe9'", b"\xef\xbb\xbfx = 1", b"x = '\xff'", b"# -*- coding: nope -*-\nx = 1", b"\xef\xbb\xbf# coding: latin-1\nx", "\ufeffx = 1", "x = 1\r\ny = 2\r\n", "x = 1\ry = 2", "\x0cx = 1", "x = 1 # comment", "# only comment", "", "\n\n", "  \n\t\n", "if 1:\n  x\n\n  # c\n  y\n", "if 1:\n  x\n# c\n  y\n", "'''\n  text\n'''\nx", "x = '''a\nb", "f(\n", "f(1,\n2", "{\n'a': [\n1)", "(\n[\n}\n", "def f():\n\treturn 1\n        return 2", "while 1:\n    pass\n   pass", "try:\n    pass\nexcept:\npass", "for i in x:", "with a:", "else:", "match x:", "match x:\n  case 1:", "if x:\n  pass\nelse\n  pass", "@dec", "class A: x = 1\n  y = 2", "lambda:\n 1", "x = y = \n", "async def f():", "if x: pass\nelif y:\nz", "try: pass\nfinally:\nx", "x\n\ty", "print('a'\nprint('b')", "a = {\nb = 1", "d = {'a': 1,\n'b' 2}", "x = 5 +\ny = 6", "def f(a,\nb:\n pass", "if (a and\nb:\n pass", "foo(a, b\nfor x in y:\n pass", "\"unterminated\nx", "x = 'a\\\nb'", "x = 'a\\"):
    check(t)
