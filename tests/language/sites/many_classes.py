# Shapes of scripts' classes have numbers of their own, also where the low bits are those of a built-in type: every class here comes
# to sites of each kind, more than 256 of them.
import collections


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except TypeError as error:
        return type(error).__name__


def has(container, item):
    return item in container


def get(container):
    return container[0]


def put(container):
    container[0] = 1


def walk(iterable):
    for item in iterable:
        return item


def compare(left, right):
    return left == right, left != right


def unpack(iterable):
    a, b = iterable
    return a, b


fresh = lambda function: type(function)(function.__code__.replace(co_name="f"), globals())
seen = collections.Counter()
kept = []
for i in range(300):

    class Plain:
        pass

    class Iterator:
        def __init__(self):
            self.left = 2

        def __iter__(self):
            return self

        def __next__(self):
            if self.left:
                self.left -= 1
                return self.left
            raise StopIteration

    kept += Plain, Iterator
    p = Plain()
    for function, arguments in ((has, (p, 1)), (get, (p,)), (put, (p,)), (walk, (p,)), (compare, (p, p)), (unpack, (p,))):
        seen[function.__name__, outcome(fresh(function), *arguments)] += 1
        seen[function.__name__, outcome(function, *arguments)] += 1
    for function, arguments in ((has, (Iterator(), 5)), (walk, (Iterator(),)), (unpack, (Iterator(),)), (list, (Iterator(),)), (sum, (Iterator(),))):
        made = fresh(function) if function in (has, walk, unpack) else function
        seen[function.__name__, str(outcome(made, *arguments))] += 1
    seen["map", str(list(map(lambda x: x, Iterator())))] += 1
    seen["zip", str(list(zip(Iterator(), Iterator())))] += 1
for key in sorted(seen, key=str):
    print(key, seen[key])
