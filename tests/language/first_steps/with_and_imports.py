import math
from collections import OrderedDict


class Context:
    def __enter__(self):
        print("enter")
        return 5

    def __exit__(self, kind, value, trace):
        print("exit", kind)


with Context() as value:
    print(value, math.sqrt(16), OrderedDict(a=1))
