"""The package's doc."""
value = "package value"
first = 1
from . import sub


def __getattr__(name):
    if name == "lazy_attr":
        return "made by module __getattr__"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
