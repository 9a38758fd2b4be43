"""Trees that scripts make: compile() checks and runs them."""
import ast


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


def run(source):
    tree = ast.parse(source)
    ns = {}
    exec(compile(tree, "<tree>", "exec"), ns)
    return {k: v for k, v in ns.items() if k != "__builtins__"}


print(run("""
x = [i * j for i in range(3) for j in range(3) if i != j]
def f(a, /, b=2, *c, d, e=5, **g):
    'doc'
    return a, b, c, d, e, g
y = f(1, d=4), f(1, 2, 3, d=4, z=9), f.__doc__
class C:
    n: int = 5
    def m(self): return super().__init__
z = C.__annotations__
try:
    raise ValueError('v')
except (KeyError, ValueError) as err:
    w = str(err)
finally:
    v = f'{w!r:>10}|{x[0]:{3}}'
match [1, 2, {'k': 3}]:
    case [a, *_, {'k': b, **rest}] if a: pass
u = (q := 5) + q if not None else -1
del f, C
"""))
print(eval(compile(ast.parse("1 + 2j ** 3", mode="eval"), "e", "eval")))
exec(compile(ast.parse("6 * 7", mode="single"), "s", "single"))


class Doubler(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.BinOp(node, ast.Mult(), ast.Constant(2)), node)


tree = ast.fix_missing_locations(Doubler().visit(ast.parse("r = 3 + 4")))
ns = {}
exec(compile(tree, "<t>", "exec"), ns)
print(ns["r"], ast.unparse(tree))

# Constants that no source can spell.
for value in ((1, (2.5, "x")), frozenset({1}), -7, -(2 ** 200), 2 ** 200, 1 + 2j, b"b", ..., (), "\ud800"):
    e = ast.fix_missing_locations(ast.Expression(ast.Constant(value)))
    r = eval(compile(e, "c", "eval"))
    print(ascii(r), type(r).__name__)


def loc(node):
    return ast.fix_missing_locations(node)


def mod(*body):
    return loc(ast.Module(list(body), []))


L, S, D = ast.Load(), ast.Store(), ast.Del()
x = ast.Name("x", L)
one = ast.Constant(1)


def check(tree, mode="exec"):
    attempt(lambda: compile(tree, "<t>", mode) and "compiled")


check(ast.Module([ast.Expr(one)], []))
check(ast.Module([5], []))
check(ast.Module(5, []))
check(ast.Module())
check(ast.Expression(5), "eval")
check(ast.Expression(one), "exec")
check(one)
check(loc(ast.Expression(ast.Name("x", S))), "eval")
check(loc(ast.Expression(ast.Name(5, L))), "eval")
check(loc(ast.Expression(ast.Name(None, L))), "eval")
check(loc(ast.Expression(ast.Name("None", L))), "eval")
check(loc(ast.Expression(ast.Name("x", 3))), "eval")
check(loc(ast.Expression(ast.Name("x"))), "eval")
check(loc(ast.Expression(ast.BinOp(x, ast.Add(), None))), "eval")
check(loc(ast.Expression(ast.BinOp(x, "+", x))), "eval")
check(loc(ast.Expression(ast.BoolOp(ast.And(), [x]))), "eval")
check(loc(ast.Expression(ast.Compare(x, [], []))), "eval")
check(loc(ast.Expression(ast.Compare(x, [ast.Lt()], [x, x]))), "eval")
check(loc(ast.Expression(ast.Dict([x], []))), "eval")
check(loc(ast.Expression(ast.List([None], L))), "eval")
check(loc(ast.Expression(ast.List([ast.Name("y", S)], L))), "eval")
check(loc(ast.Expression(ast.Constant([1]))), "eval")
check(loc(ast.Expression(ast.Constant(x))), "eval")
check(loc(ast.Expression(ast.Constant((1, [2])))), "eval")
check(loc(ast.Expression(ast.ListComp(x, []))), "eval")
check(loc(ast.Expression(ast.Starred(x, L))), "eval")
check(loc(ast.Expression(ast.YieldFrom(x))), "eval")
check(mod())
check(mod(None))
check(mod(ast.Assign([], x)))
check(mod(ast.Assign([one], x)))
check(mod(ast.Assign([x], x)))
check(mod(ast.Delete([])))
check(mod(ast.Delete([one])))
check(mod(ast.If(x, [], [])))
check(mod(ast.While(x, [ast.Pass()], [None])))
check(mod(ast.For(ast.Name("i", S), x, [], [])))
check(mod(ast.With([], [ast.Pass()])))
check(mod(ast.Try([ast.Pass()], [], [], [])))
check(mod(ast.Try([ast.Pass()], [], [ast.Pass()], [ast.Pass()])))
check(mod(ast.TryStar([ast.Pass()], [], [], [])))
check(mod(ast.Raise(None, x)))
check(mod(ast.Import([])))
check(mod(ast.ImportFrom("m", [ast.alias("a")], -1)))
check(mod(ast.ImportFrom("m", [ast.alias("a")])))
check(mod(ast.Global([])))
check(mod(ast.Global([3])))
check(mod(ast.AnnAssign(ast.Attribute(x, "y", S), x, None, 1)))
check(mod(ast.AnnAssign(ast.Name("y", S), x, None, "1")))
check(mod(ast.AnnAssign(ast.Name("y", S), x, None, 2 ** 40)))
check(mod(ast.Break()))
check(mod(ast.Return(x)))
no_args = ast.arguments([], [], None, [], [], None, [])
check(mod(ast.FunctionDef("f", no_args, [], [])))
check(mod(ast.FunctionDef("f", ast.arguments([], [], None, [], [], None, [one]), [ast.Pass()], [])))
check(mod(ast.FunctionDef("f", ast.arguments([], [], None, [ast.arg("a")], [], None, []), [ast.Pass()], [])))
check(mod(ast.FunctionDef("f", None, [ast.Pass()], [])))
check(mod(ast.FunctionDef("f", no_args, [ast.Pass()], [], None, 5)))
check(mod(ast.FunctionDef("f", no_args, [ast.Pass()], [], None, "int")))
check(mod(ast.FunctionDef("f", ast.arguments([], [ast.arg("a"), ast.arg("a")], None, [], [], None, []), [ast.Pass()], [])))
check(mod(ast.ClassDef("C", [], [], [], [])))


def case(pattern):
    check(mod(ast.Match(x, [ast.match_case(pattern, None, [ast.Pass()])])))


check(mod(ast.Match(x, [])))
case(ast.MatchValue(x))
case(ast.MatchValue(ast.Constant(None)))
case(ast.MatchValue(ast.UnaryOp(ast.USub(), one)))
case(ast.MatchSingleton(5))
case(ast.MatchStar("a"))
case(ast.MatchSequence([ast.MatchStar("_")]))
case(ast.MatchSequence([ast.MatchStar("a"), ast.MatchStar("b")]))
case(ast.MatchAs(ast.MatchSingleton(None), None))
case(ast.MatchAs(None, "None"))
case(ast.MatchOr([ast.MatchSingleton(None)]))
case(ast.MatchMapping([one], [], None))
case(ast.MatchMapping([x], [ast.MatchAs()], None))
case(ast.MatchClass(one, [], [], []))
case(ast.MatchClass(x, [], ["a"], []))
e = ast.Expr(one, lineno=3, col_offset=0, end_lineno=1, end_col_offset=0)
check(ast.Module([e], []))
e = ast.Expr(one, lineno=3, col_offset=5, end_lineno=3, end_col_offset=0)
check(ast.Module([e], []))
e = ast.Expr(one, lineno=-1, col_offset=5, end_lineno=3, end_col_offset=0)
check(ast.Module([e], []))
e = ast.Expr(one, lineno="x", col_offset=5)
check(ast.Module([e], []))

deep = one
for _ in range(5000):
    deep = ast.BinOp(deep, ast.Add(), one)

deep.lineno = deep.col_offset = 1
for node in (deep,):
    pass
try:
    while isinstance(node, ast.BinOp):
        node.lineno = node.col_offset = 1
        node = node.left
    one.lineno = one.col_offset = 1
    compile(ast.Expression(deep), "<t>", "eval")
except RecursionError as e:
    print(e)
try:
    ast.parse("+".join("a" for _ in range(20000)))
except RecursionError as e:
    print(e)

print(compile(t := ast.parse("1"), "f", "exec", ast.PyCF_ONLY_AST) is t)
attempt(compile, "1", "f", "func_type")
attempt(compile, 5, "f", "exec")
attempt(ast.parse, "a b")
attempt(ast.parse, "x = (1", "name.py")
