"""codeop tells incomplete input from wrong input, and so does code.InteractiveConsole."""
import code
import codeop

for s in ("(a **", "(a,b,", "def foo():\n\n   (", "a = (", "x = [1,\n2", "'''abc", "if 1:", "(", "f(", "{1:", "a = b[", "(9+", "9+ \\", "lambda z: \\", "for i in (1,\n", "@x", "class C:", "try:\n  a\n", "(x for x in", "f'{(", "print('", "a b", "(a b", "'\\d'", "'\\d", "'\\d' (", "import (", "with (a,", "match x:", "def f(", "def f(a", "while (", "x = (yield", "assert (", "del (a", "return (", "a.b(", "a[1:", "lambda x,", "[i for", "*a,", "not", "a if", "a if b else", "async def", "from x import (", "x:", "x: (", "('a' 'b'", '("""abc', "\"abc\" (", "a = '", "0x"):
    for sym in ("single", "eval", "exec"):
        try:
            r = codeop.compile_command(s, symbol=sym) and "code"
        except Exception as e:
            r = type(e).__name__ + " " + str(e)
        print(repr(s), sym, r)


console = code.InteractiveConsole()
for line in ("def f(x):", "    return [x,", "  x]", "", "f(3)", "if 1:", "    print('yes')", "else:", "    print('no')", "", "x = (1 +", "2)", "x"):
    print(repr(line), console.push(line))
