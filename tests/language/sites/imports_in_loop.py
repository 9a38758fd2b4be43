# Modules that are imported run in the loop; their frames and tracebacks are those of CPython.
import os
import shutil
import sys
import tempfile

folder = tempfile.mkdtemp()
sys.path.insert(0, folder)


def write(name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)


def names():
    f, out = sys._getframe(1), []
    while f is not None:
        code = f.f_code
        if "importlib" not in code.co_filename:
            out.append((os.path.basename(code.co_filename), code.co_name))
        f = f.f_back
    return out


sys.names = names
write("m1.py", "import sys\nprint(__name__, sys.names())\nimport m2\nx = m2.y + 1\n")
write("m2.py", "import sys\nprint(__name__, sys.names())\ny = 1\nimport m1\nprint(hasattr(m1, 'x'), m1.__spec__._initializing)\n")
write("bad.py", "def f():\n    1 / 0\nf()\n")
write("syntax.py", "def f(:\n")
write("pkg/__init__.py", "print('init', __name__, __package__)\nfrom . import a\nfrom .a import value\n")
write("pkg/a.py", "print('a')\nfrom . import b\nvalue = b.value * 2\n")
write("pkg/b.py", "print('b')\nvalue = 21\n")
write("pkg/sub/__init__.py", "from ..b import value as v\n__all__ = ['leaf', 'v']\n")
write("pkg/sub/leaf.py", "name = __name__\n")
write("pkg/fails.py", "import missing_module_xyz\n")
write("replaced.py", "import sys\nsys.modules[__name__] = 'replacement'\n")
write("gone.py", "import sys\ndel sys.modules[__name__]\n")
write("stop.py", "raise StopIteration('at import')\n")
write("handled.py", "import sys\nprint(sys.exc_info()[0])\n")
for i in range(60):
    write("chain%d.py" % i, "import chain%d\n" % (i + 1) if i < 59 else "print('end of chain')\n")

import m1

print(m1.x, m1.m2 is sys.modules["m2"])


def attempt(text):
    try:
        exec(text, {"__name__": "user"})
        print("done", text)
    except BaseException as e:
        tb, where = e.__traceback__, []
        while tb:
            if "importlib" not in tb.tb_frame.f_code.co_filename:
                where.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
            tb = tb.tb_next
        context = None if "not a package" in str(e) else e.__context__
        print(text, type(e).__name__, str(e).replace(folder, "FOLDER"), repr(context), where[1:])


for i in range(2):
    for text in ("import bad", "import syntax", "import pkg.a.c", "import pkg.fails", "from pkg import nothing",
                 "from pkg import b, sub", "import pkg.sub.leaf as l; print(l.name)", "from pkg.sub import *; print(leaf.name, v)",
                 "import replaced; print(replaced)", "import gone", "import stop", "from . import x", "import m1.x",
                 "from m1 import zz", "__import__('')", "__import__(5)", "__import__('pkg.b'); print(__import__('pkg.b').__name__)",
                 "__import__('pkg', fromlist=['b']); print(__import__('pkg.b', None, None, ['value']).__name__)",
                 "__import__('pkg', level=-1)", "import chain0"):
        attempt(text.replace(folder, "FOLDER"))
    print("bad" in sys.modules, "pkg.fails" in sys.modules, "stop" in sys.modules)
try:
    raise KeyError
except KeyError:
    import handled


class Finder:
    @staticmethod
    def find_spec(name, path, target=None):
        if name.startswith("virtual"):
            import importlib.machinery

            return importlib.machinery.ModuleSpec(name, Loader())


class Loader:
    def create_module(self, spec):
        print("create", spec.name)

    def exec_module(self, module):
        print("exec", module.__name__)
        if module.__name__ == "virtual_bad":
            raise ValueError("bad module")
        module.made = sys.names()[:2]


sys.meta_path.insert(0, Finder)
import virtual_one

print([n for f, n in virtual_one.made])
attempt("import virtual_bad")
print("virtual_bad" in sys.modules)
sys.meta_path.remove(Finder)

# __import__ may be anything.
import builtins

original = builtins.__import__


def importer(name, globals=None, locals=None, fromlist=(), level=0):
    if name == "nowhere":
        return [n for f, n in sys.names()][:2]
    return original(name, globals, locals, fromlist, level)


for i in range(4):
    builtins.__import__ = importer if i % 2 else original
    try:
        import nowhere

        print(nowhere)
    except ImportError as e:
        print(e)
builtins.__import__ = original


# A chain of modules as deep as the stack of frames allows.
sys.setrecursionlimit(30000)
for i in range(700):
    write("deep%d.py" % i, "import deep%d as d\nn = d.n + 1\n" % (i + 1) if i < 699 else "n = 0\n")
sys.path_importer_cache.clear()
import deep0

print(deep0.n)
shutil.rmtree(folder)
