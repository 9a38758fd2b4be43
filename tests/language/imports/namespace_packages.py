"""Packages without __init__.py: portions in several places, found again when the path changes."""
import importlib
import os
import sys
import tempfile

first, second, third = (tempfile.mkdtemp() for _ in range(3))


def module(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)


module(first, "wide/a.py", "x = 1")
module(second, "wide/b.py", "x = 2")
module(second, "wide/deep/c.py", "x = 3")
sys.path.insert(0, first)
import wide.a

path = wide.__path__
print(type(path).__module__, type(path).__name__, type(wide.__loader__).__name__, wide.__file__)
spec = wide.__spec__
print(
    spec.origin,
    spec.submodule_search_locations is path,
    spec.loader is wide.__loader__,
    spec.parent,
)
print(repr(wide)[:50], repr(path).replace(first, "FIRST"))
try:
    import wide.b
except ImportError as e:
    print(type(e).__name__, e, e.name)

sys.path.append(second)
import wide.b
import wide.deep.c

print(wide.b.x, wide.deep.c.x, len(path), path[1] == os.path.join(second, "wide"))
print(
    os.path.join(first, "wide") in path,
    list(path) == [os.path.join(d, "wide") for d in (first, second)],
)
print(type(wide.deep.__path__).__name__, len(wide.deep.__path__))

# A portion that comes later is seen once the finders' caches are dropped.
os.mkdir(os.path.join(first, "wide", "deep"))
importlib.invalidate_caches()
print(len(wide.deep.__path__))

path.append(third)
print(len(path), third in path)
path[0] = third
print(path[0] == third)
try:
    path.pop()
except AttributeError as e:
    print(e)
sys.path.remove(second)
print(len(path))
print(wide.__loader__.is_package("wide"), repr(wide.__loader__.get_source("wide")))
module(first, "wide/__init__.py", "")
