"""compile() in the modes eval and single; flags; future imports."""
def check(text, mode):
    try:
        compile(text, "<t>", mode); print(mode, repr(text), "compiles")
    except SyntaxError as e:
        print(mode, repr(text), "->", type(e).__name__, e.msg, e.lineno, e.offset)
for t in ("1", "1 + 2", " 1", "1\n", "1\n2", "x = 1", "", "pass", "1;", "(1,\n2)", "*a", "*a, b", "yield", "lambda: 0", "x := 1", "(x := 1)", "# c", "1 # c", "\\\n1", "if 1: pass"):
    check(t, "eval")
for t in ("1", "x = 1; y", "x = 1\ny = 2", "if 1: pass\n", "if 1:\n  pass\n", "if 1:\n  pass", "", "\n", "def f(): pass\n\n", "# c", "1\n\n", "1\n# c\n", "import os", "1;2", "for x in y:\n pass\nelse:\n pass\n"):
    check(t, "single")
for t in ("from __future__ import annotations", "'doc'\nfrom __future__ import division", "x = 1\nfrom __future__ import division", "from __future__ import nope", "from __future__ import braces", "from __future__ import *", "from __future__ import annotations, division", "'a'; 'b'\nfrom __future__ import division", "def f():\n from __future__ import division", "from __future__ import (generator_stop as g)"):
    check(t, "exec")
exec("from __future__ import annotations\ndef f(x: undefined_name): pass\nprint(f.__annotations__)")
import __future__
c = compile("def f(x: 1 + 1): pass", "<t>", "exec", __future__.annotations.compiler_flag); ns = {}; exec(c, ns); print(ns["f"].__annotations__)
exec(compile("3 * 4; 'text'; None; x_ = 5; x_", "<t>", "single"))
import sys
hook = sys.displayhook; sys.displayhook = lambda v: print("hook", v); exec(compile("1 + 1", "<t>", "single")); sys.displayhook = hook
