"""Code lists that the compiler never makes are refused, whatever is wrong with them."""
import _sre
import random
import re
import sys
from re import _compiler, _parser


def attempt(*args):
    try:
        return _sre.compile(*args)
    except (RuntimeError, OverflowError, TypeError) as e:
        return "%s: %s" % (type(e).__name__, e)


print(attempt("", 0, [], 0, {}, ()))
print(attempt("", 0, [1], 0, {}, ()))
print(attempt("", 0, [1], -1, {}, ()))
for code in (2 ** 128, 2 ** 32, -1):
    print(attempt("", 0, [code], 0, {}, ()).split(":")[0])
print(attempt({}, 0, [1], 0, {}, ()))
print(attempt("", 0, [1], 0, [], ()))
print(attempt("", 0, [1], 0, {}, []))
print(attempt("", 0, [16, 97], 0, {}, ()))

# Random damage: either refused, or it runs; nothing else may happen. (CPython is more trusting.)
random.seed(1)
sources = ["(a|b)*c", "(?:ab?){2,5}?[^x-z]+", r"(?=(\w+))\1(?(1)x|y)", "(?>a*)b++(?<!c)", "[a-zé中]+|foo|bar"]
if sys.implementation.name == "cpython" and not hasattr(sys, "krait"):
    sources = []
for source in sources:
    tree = _parser.parse(source)
    code = [int(word) for word in _compiler._code(tree, 0)]
    for _ in range(300):
        damaged = list(code)
        for _ in range(random.randrange(1, 3)):
            damaged[random.randrange(len(damaged))] = random.choice([0, 1, 2, 3, 7, 14, 15, 24, 100, 0xFFFFFFFF])
        try:
            pattern = _sre.compile(None, 0, damaged, tree.state.groups - 1, {}, (None,) * 9)
        except RuntimeError as e:
            assert str(e) == "invalid SRE code"
        else:
            pattern.search("abcabxfooé")
print("done")
