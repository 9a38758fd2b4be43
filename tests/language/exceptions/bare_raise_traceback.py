# A bare `raise` lets the exception go on: the frame is not entered in the traceback a second time.
def lines(e):
    t, found = e.__traceback__, []
    while t:
        found.append((t.tb_frame.f_code.co_name, t.tb_lineno))
        t = t.tb_next
    return found


def same():
    try:
        1 / 0
    except ZeroDivisionError:
        raise


def helper():
    raise


def elsewhere():
    try:
        1 / 0
    except ZeroDivisionError:
        helper()


def named():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise e


for f in same, elsewhere, named, helper:
    try:
        f()
    except Exception as e:
        print(f.__name__, repr(e), lines(e))


# What except* raises anew stands in a group, however few they are.
for members in ([ValueError(1), KeyError(2)], [ValueError(1)]):
    try:
        try:
            raise ExceptionGroup("g", members)
        except* ValueError:
            raise OSError("new")
    except BaseException as e:
        print(repr(e))
