# test: exit=1 stderr
"""Marks under expressions that span lines, nested calls and operators."""
def fail(*args):
    return (args[0] +
            args[1]
            * args[2])


def wide(a, b):
    text = "ünïcode" + "日本"; return a.missing.attribute[b]


def driver():
    try:
        fail(1, 2, "x" , )
    except TypeError:
        return wide(
            1,
            2,
        )


driver()
