"""Broken atoms and characters that are no Python."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "a.5",
    "a.",
    "a..b",
    ".a",
    "a[",
    "a[]",
    "a[1:2:3:4]",
    "a[*]",
    "a@",
    "@",
    "$",
    "?",
    "a ? b",
    "`a`",
    'é = 1',
    'a€',
    '“a”',
    "a\\ b",
    "\\",
    "a\\",
):
    check(text)
