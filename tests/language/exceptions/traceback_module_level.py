# test: exit=1 stderr
"""An uncaught error: the whole traceback with marks."""


def outer(n):
    value = {"a": [1, 2]}
    return inner(value["a"][n])


def inner(x):
    return x + undefined_function(x)


class K:
    def method(self, v):
        return outer(v) * 2


print("before")
K().method(1)
