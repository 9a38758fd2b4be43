"""Syntax errors inside f-strings."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "f'{'",
    "f'{}'",
    "f'{a'",
    "f'}'",
    "f'{a!x}'",
    "f'{a b}'",
    "f'{a:{b}'",
    "f'{a!}'",
    "f'{\\n}'",
    "f'{#}'",
    "f'{lambda x: 1}'",
    "f'{*a}'",
    "f'{a=b}'",
    "f'{=}'",
    "f'{!r}'",
):
    check(text)
