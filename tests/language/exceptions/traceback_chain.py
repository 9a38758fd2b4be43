# test: exit=1 stderr
"""Causes and contexts in the text of an uncaught error."""


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise KeyError("cannot parse") from error


def work():
    try:
        parse("x1")
    except KeyError:
        [][3]


def finish():
    try:
        work()
    finally:
        raise RuntimeError("finish\nwith two lines")


finish()
