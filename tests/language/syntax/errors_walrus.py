"""Where := may not stand."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "x := 1",
    "(x := )",
    "(x.y := 1)",
    "((x) := 1)",
    "[x := 1, y := 2]",
    "f(x := 1, y=2)",
    "f(y=x := 2)",
    "(x := y := 1)",
    "x[y := 1]",
    "[i := 0 for i in range(5)]",
    "[[j := 0 for i in range(5)] for j in range(5)]",
    "[i for i in (j := range(5))]",
    "class A:\n [x := i for i in range(3)]",
):
    check(text)
