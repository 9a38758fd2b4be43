# Keywords may be of a class derived from str, whose methods run while arguments are bound.
class Name(str):
    def __hash__(self):
        a = b = c = d = e = f = g = [9]
        list(later())
        return hash(str(self))

    def __eq__(self, other):
        a = b = c = d = e = f = g = [9]
        return str(self) == str(other)


def later():
    one = two = three = [8]
    yield one
    yield two


def function(p, q, *rest, key=5, **keywords):
    return p, q, rest, key, keywords


class Callable:
    def __call__(self, *args, **keywords):
        return function(*args, **keywords)


def generator():
    for i in range(3):
        yield function(1, 2, 3, **{Name("a"): i, Name("b"): 2})


for _ in range(3):
    print(function(1, 2, 3, **{Name("a"): 1, Name("b"): 2}))
print(list(generator()))
print(Callable()(1, 2, **{Name("c"): 3}))
function.__kwdefaults__ = {Name("key"): 9}
print(function(1, 2, z=3))
