"""Escapes and bytes literals that are none."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "b'é'",
    "'\\x1'",
    "'\\u12'",
    "'\\N{nope}'",
    "'\\U99999999'",
    "b'a' 'b'",
):
    check(text)
