# A failed unpacking leaves all of its targets as they were.
def fails(values):
    a = 1
    b = 2
    try:
        a, b = values
    except Exception as error:
        print(type(error).__name__, error)
    print(a, b)


def breaks():
    yield 10
    raise KeyError("no more")


for _ in range(3):
    fails(iter([10]))
    fails(iter([10, 20, 30]))
    fails(breaks())
    fails("x")


def first_time():
    try:
        x, y = iter([1])
    except ValueError:
        pass
    try:
        print(x)
    except UnboundLocalError as error:
        print(error)


first_time()
