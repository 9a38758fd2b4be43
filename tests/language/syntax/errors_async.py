"""Syntax errors of async forms and decorators."""
def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in (
    "async x",
    "async def f(): await",
    "async with a: pass",
    "async for x in y: pass",
    "def f():\n async with a: pass",
    "def f():\n await x",
    "lambda: await x",
    "@x",
    "@\ndef f(): pass",
    "@x\ny = 1",
):
    check(text)
