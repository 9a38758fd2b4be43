"""Raising, catching, finally and with, through several frames."""


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return kind is KeyError


def risky(n):
    if n % 3 == 0:
        raise ValueError(n)
    if n % 3 == 1:
        raise KeyError(n)
    return n


caught = passed = 0
for i in range(200_000):
    try:
        with Guard():
            passed += risky(i)
    except ValueError as error:
        caught += error.args[0]
    finally:
        passed += 1
print(caught, passed)
