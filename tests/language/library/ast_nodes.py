"""The node classes of ast: fields, positions, documentation, constructors and their errors."""
import ast
import copy
import pickle


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


import _ast

for name, cls in sorted(vars(_ast).items()):
    if isinstance(cls, type) and issubclass(cls, ast.AST):
        print(name, cls.__mro__[1].__name__, cls._fields, cls._attributes, cls.__match_args__, cls.__module__)
        print(cls.__doc__)
        print(sorted(k for k, v in vars(cls).items() if v is None))
print({k: v for k, v in vars(_ast).items() if k.startswith("PyCF")})

attempt(lambda: ast.dump(ast.Name("x", ast.Load())))
attempt(lambda: ast.dump(ast.Name(id="x", ctx=ast.Load(), lineno=3, extra=5), include_attributes=True))
attempt(ast.Name, 1, 2, 3)
attempt(ast.Pass, 1)
attempt(ast.Return, 1, 2)
attempt(ast.Name, "x", id="y")
attempt(ast.AST, 1)
attempt(lambda: ast.Name().id)
attempt(lambda: ast.Return().value)
attempt(lambda: ast.AST.x)
n = ast.Name("x", ast.Load())
n.whatever = [1]
print(list(vars(n)), n.whatever)
c = copy.deepcopy(n)
print(list(vars(c)), c is not n, c.whatever is not n.whatever)
print(ast.dump(pickle.loads(pickle.dumps(n))))


class Mine(ast.Name):
    _fields = ("id", "ctx", "mine")


print(ast.dump(Mine("a", ast.Store(), 5)), isinstance(Mine(), ast.expr))
attempt(Mine, 1, 2, 3, 4)
print(ast.parse("a").body[0].value.ctx is ast.parse("b").body[0].value.ctx)
match ast.parse("1 + 2", mode="eval").body:
    case ast.BinOp(ast.Constant(a), ast.Add(), ast.Constant(b)):
        print(a, b)
print(type(ast.Num(5)), isinstance(ast.Constant(5), ast.Num), isinstance(ast.Constant("x"), ast.Str), ast.Constant(5).n)
