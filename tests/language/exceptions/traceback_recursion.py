# test: exit=1 stderr
"""Repeated frames are folded."""


def down(n):
    if n == 0:
        raise ValueError("bottom")
    return down(n - 1)


down(10)
