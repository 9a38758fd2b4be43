import _package.circular_a as a

own = "b"


def result():
    return "b uses " + a.own
