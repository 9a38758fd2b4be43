"""Number literals that are none."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "5a",
    "0x",
    "0xg",
    "0b2",
    "0o8",
    "012",
    "1__0",
    "1_",
    "1e",
    "1.2.3",
    "1.e",
    "0_",
    "1j2",
):
    check(text)
