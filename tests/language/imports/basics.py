"""import in all forms; modules as objects; sys.modules."""
import sys, math as m
from math import pi, sqrt as root
import os.path
from os import path as p2
from collections import *

print(
    m.floor(1.5), pi, root(4), os.path is p2, OrderedDict.__name__, math if "math" in globals() else "math is not bound"
)
import _package

print(
    _package.value,
    _package.__name__,
    _package.__file__.rsplit("/", 2)[-2:],
    _package.__package__,
    type(_package).__name__,
    _package.__doc__,
)
from _package import sub, first as renamed

print(sub.name, renamed, _package.sub is sub)
import _package.nested.deep

print(_package.nested.deep.up(), _package.nested.sibling_value)
from _package.nested import deep as d2, helper

print(d2 is _package.nested.deep, helper())
from _package.star import *

print(public, also, "_hidden" in globals(), "not_listed" in globals())
import _package.circular_a

print(_package.circular_a.result(), _package.circular_b.result())
for text in (
    "import nope",
    "import _package.nope",
    "from _package import nope",
    "from nope import x",
    "import math.nope",
    "from . import x",
    "from _package.nested import zz",
    "import _package.raises",
    "from _package.star import _missing",
    "from math import nope",
    "import _package.syntax_bad",
):
    try:
        exec(text)
        print("?")
    except BaseException as e:
        print(text, "->", type(e).__name__, str(e).replace(_package.__file__, "FILE"))
print("_package.raises" in sys.modules, "_package.sub" in sys.modules)


def local():
    import math
    from math import floor

    return math.ceil(1.2), floor(1.9)


print(local())
import importlib

_package.value = "changed"
importlib.reload(_package)
print(_package.value, importlib.import_module(".sub", "_package") is sub, importlib.import_module("math") is m)
sys.modules["fake"] = "anything"
import fake

print(fake)
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as e:
    print(type(e).__name__, e)
print(
    __import__("math") is m,
    __import__("os.path").__name__,
    __import__("_package.sub", fromlist=["x"]).__name__,
    repr(m)[:14],
    sub.__spec__.name,
    sub.__loader__ is not None,
    __name__,
    __package__,
    __spec__,
)
import types

mod = types.ModuleType("made", "doc")
mod.x = 5
sys.modules["made"] = mod
import made

print(made.x, made.__doc__, mod)
try:
    mod.zz
except AttributeError as e:
    print(e)
from _package import lazy_attr

print(lazy_attr)
del made.x
print(hasattr(made, "x"), dir(_package)[-1] != "", vars(made)["__name__"])
