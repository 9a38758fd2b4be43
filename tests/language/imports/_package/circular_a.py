from . import circular_b


def result():
    return "a uses " + circular_b.own


own = "a"
