from ..sub import name as sibling_value


def helper():
    return "helper of " + __name__
