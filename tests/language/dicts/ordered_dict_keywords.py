"""OrderedDict.pop and setdefault take keywords, and a subclass's own methods are asked."""
from collections import OrderedDict


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: OrderedDict().pop("x"))
attempt(lambda: OrderedDict().pop("x", 5))
attempt(lambda: OrderedDict(x=1).pop(key="x", default=3))
attempt(lambda: OrderedDict().pop(key="x", default=3))
attempt(lambda: OrderedDict().pop())
attempt(lambda: OrderedDict().pop([]))
attempt(lambda: OrderedDict().setdefault(key=1, default=2))
attempt(lambda: OrderedDict().setdefault(3))
attempt(lambda: OrderedDict().setdefault())


class Told(OrderedDict):
    def __getitem__(self, k):
        print("get", k)
        return super().__getitem__(k)

    def __setitem__(self, k, v):
        print("set", k)
        return super().__setitem__(k, v)

    def __contains__(self, k):
        print("in", k)
        return super().__contains__(k)


t = Told(a=1)
print(t.pop("a"), t.setdefault("b", 2), t.setdefault("b", 3), len(t))
