"""sys.meta_path, sys.path_hooks, sys.path, finders and loaders in the language."""
import sys, importlib.util, importlib.abc, importlib.machinery


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name.startswith("virtual"):
            print("find", name, path is None)
            return importlib.machinery.ModuleSpec(name, self, is_package=name == "virtual")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.answer = "made " + module.__name__


sys.meta_path.insert(0, Finder())
import virtual

print(virtual.answer, virtual.__spec__.loader.__class__.__name__, virtual.__path__)
import virtual.child

print(virtual.child.answer, virtual.child.__package__)
from virtual.other import answer

print(answer)
sys.meta_path.pop(0)
try:
    import virtual.more
except ImportError as e:
    print(e)
import tempfile, os

d = tempfile.mkdtemp()
with open(os.path.join(d, "on_path.py"), "w") as f:
    f.write("x = 1\nprint('running', __name__)\n")
sys.path.insert(0, d)
import on_path

print(
    on_path.x,
    on_path.__file__ == os.path.join(d, "on_path.py"),
    importlib.util.find_spec("on_path").origin == on_path.__file__,
    importlib.util.find_spec("nope_at_all"),
)
import on_path

del sys.modules["on_path"]
import on_path

spec = importlib.util.spec_from_file_location("other_name", os.path.join(d, "on_path.py"))
mod = importlib.util.module_from_spec(spec)
spec.loader.exec_module(mod)
print(mod.__name__, mod.x)
os.mkdir(os.path.join(d, "space_pkg"))
with open(os.path.join(d, "space_pkg", "m.py"), "w") as f:
    f.write("y = 2")
import space_pkg.m

print(space_pkg.m.y, space_pkg.__file__ if hasattr(space_pkg, "__file__") else None, type(space_pkg.__path__).__name__)
sys.path.remove(d)


class Importer:
    def __init__(self, path):
        if path != "magic:":
            raise ImportError

    def find_spec(self, name, target=None):
        return importlib.machinery.ModuleSpec(name, Finder()) if name == "by_hook" else None


sys.path_hooks.insert(0, Importer)
sys.path.append("magic:")
import by_hook

print(by_hook.answer)
sys.path.remove("magic:")
import shutil

shutil.rmtree(d)
