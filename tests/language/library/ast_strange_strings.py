# Formatted strings that no source could have.
import ast


def attempt(expression):
    tree = ast.fix_missing_locations(ast.Expression(expression))
    try:
        print(repr(eval(compile(tree, "tree", "eval"), {"text": "t", "number": 5})))
    except (TypeError, SystemError) as error:
        print(type(error).__name__, error)


def name(of):
    return ast.Name(of, ast.Load())


attempt(ast.JoinedStr([ast.Constant("a"), name("text"), ast.Constant("b")]))
attempt(ast.JoinedStr([name("number"), ast.Constant("b")]))
attempt(ast.JoinedStr([name("number")]))
attempt(ast.JoinedStr([]))
attempt(ast.FormattedValue(name("number"), -1, ast.Constant("03")))
attempt(ast.FormattedValue(name("number"), -1, name("number")))
attempt(ast.FormattedValue(name("text"), ord("r"), name("number")))
