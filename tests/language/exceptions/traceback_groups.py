# test: exit=1 stderr
"""An uncaught exception group."""


def make(kind, text):
    try:
        raise kind(text)
    except kind as error:
        return error


def run():
    error = make(ValueError, "first")
    error.add_note("a note")
    error.add_note("two\nlines")
    raise ExceptionGroup(
        "several", [error, ExceptionGroup("nested", [make(KeyError, "k"), make(TypeError, "t")]), make(OSError, "o")]
    )


try:
    run()
except ExceptionGroup as group:
    group.add_note("on the group")
    raise RuntimeError("outer") from group
