"""What cannot be assigned to."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "None = 1",
    "x.None",
    "def None(): pass",
    "import None",
    "class True: pass",
    "for None in x: pass",
    "with a as None: pass",
    "f() = 1",
    "f() += 1",
    "[a, 1] = x",
    "a = b = 1 = c",
    "(a, b): int = 1",
    "a: int: str",
    "[a]: int",
    "5: int",
    "x: int = = 1",
    "a, b += 1",
    "\"a\" = 1",
    "... = 1",
    "-a = 1",
    "a < b = 1",
    "a and b = 1",
    "{a} = 1",
    "{a: b} = 1",
    "lambda: 0 = 1",
    "(a for b in c) = 1",
    "await x = 1",
    "`",
    "print(f'{')",
    "1 if 2 else 3 = 4",
):
    check(text)
