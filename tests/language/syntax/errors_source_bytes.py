"""NUL, encodings, line ends, comments, unclosed brackets over lines."""
def check(text, mode="exec"):
    try:
        compile(text, "<t>", mode); print(repr(text)[:60], "compiles")
    except SyntaxError as e:
        print(repr(text)[:60], "->", type(e).__name__, e.msg, e.lineno, e.offset, repr(e.text))
    except (ValueError, UnicodeError) as e:
        print(repr(text)[:60], "->", type(e).__name__, e)


for t in (
    "a\0b",
    b"# coding: latin-1\nx = '\xe9'",
    b'\xef\xbb\xbfx = 1',
    b"x = '\xff'",
    b'# -*- coding: nope -*-\nx = 1',
    b'\xef\xbb\xbf# coding: latin-1\nx',
    '\ufeffx = 1',
    "x = 1\r\ny = 2\r\n",
    "x = 1\ry = 2",
    "\x0cx = 1",
    "x = 1 # comment",
    "# only comment",
    "",
    "\n\n",
    "  \n\t\n",
    "if 1:\n  x\n\n  # c\n  y\n",
    "if 1:\n  x\n# c\n  y\n",
    "'''\n  text\n'''\nx",
    "x = '''a\nb",
    "f(\n",
    "f(1,\n2",
    "{\n'a': [\n1)",
    "(\n[\n}\n",
    "def f():\n\treturn 1\n        return 2",
):
    check(t)
