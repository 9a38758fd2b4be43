"""ast.dump, unparse, literal_eval, walk and the visitors, over every kind of node."""
import ast

SOURCE = '''
"""Module doc."""
from __future__ import annotations
import a.b as c, d
from . import e
from ..f import g as h, i
@deco(1)
async def fn(a: int, /, b: str = 'x', *args: tuple, c, d=1, **kw) -> None:
    """doc"""
    global q
    async with x as y, z: await w
    async for i in aiter(): yield i
    return [j async for j in k if j if not j]
class C(Base, metaclass=M):
    attr: int
    (paren): int = 5
    obj.attr: str = 'a'
def g():
    nonlocal_ = 1
    def inner():
        nonlocal nonlocal_
        nonlocal_ += 1
    yield from inner
    x = yield
    return
for a, *b in [(1, 2)]: continue
else: pass
while True: break
else: del a, b[0], c.d
if a: pass
elif b: pass
else: pass
try: pass
except A: pass
except (B, C) as e: raise
else: raise X from Y
finally: assert a, 'm'
try: pass
except* G as eg: pass
with (open('f') as f, g): pass
match p:
    case 1 | -2.5 | 'a' | None | True: pass
    case [a, *rest] | (a, *rest): pass
    case {'k': v, **kw}: pass
    case Cls(1, x=2) as whole if whole: pass
    case mod.CONST: pass
    case _: pass
lambda a, *b, c=1, **d: (a, b)
x = a if b else c
{1: 2, **d}; {1, 2, *e}; {k: v for k, v in z}; {s for s in t}; (g for g in h)
a < b <= c == d != e > f >= g is h is not i in j not in k
f(a, *b, k=1, **kw)
x[1], x[1:2], x[::3], x[1, 2:3], x[...]
f'{a!r:>{w}}{{}}{b=}' 'tail' rb'\\x00' u'uni'
0x10, 1_000, 1e100, 1j, 123456789012345678901234567890
not a and b or c
~a + -b - +c * d / e // f % g @ h ** i << j >> k & l | m ^ n
(y := 5)
a = b = c, *d = e
a += 1; a @= 2; a //= 3
'''
SOURCE = SOURCE.replace("rb'\\\\x00' ", "").replace("rb'\\x00' ", "")
tree = ast.parse(SOURCE)
print(ast.dump(tree, indent=1, include_attributes=True))
text = ast.unparse(tree)
print(text)
print(ast.dump(ast.parse(text)) == ast.dump(tree))
print([type(n).__name__ for n in ast.walk(tree)][:60])


class Names(ast.NodeVisitor):
    def __init__(self):
        self.names = []

    def visit_Name(self, node):
        self.names.append((node.id, type(node.ctx).__name__, node.lineno, node.col_offset))


v = Names()
v.visit(tree)
print(v.names)
for s in ("[1, -2.5, {'a': (None, True)}, {1, 2}, b'x', 1+2j]", "set()", "f()", "1 + 1", " 5"):
    try:
        print(ast.literal_eval(s))
    except Exception as e:
        print(type(e).__name__, str(e).split(":")[0])
f = next(n for n in ast.walk(tree) if isinstance(n, ast.AsyncFunctionDef))
print(ast.get_docstring(f), ast.get_docstring(tree))
print(ast.get_source_segment(SOURCE, f.args.args[0]), list(ast.iter_fields(f.args.args[0]))[0])
print(ast.dump(ast.parse("def f(): # type: () -> int\n  pass", type_comments=False)))
print(ast.dump(ast.parse("x = 'é' + y")), ast.parse("é = 'é'; y").body[1].col_offset)
for s in ("() -> int", "(int, str) -> List[int]", "(*a) -> b", "(a, *b, **c) -> d\n", "(a,) -> b", "(*a, b) -> c", "a -> b", "(a) ->", "(a) -> b c", "(a"):
    try:
        print(ast.dump(ast.parse(s, mode="func_type")))
    except SyntaxError as e:
        print(e)
print(ast.unparse(ast.parse("(a, b) -> c", mode="func_type")))
