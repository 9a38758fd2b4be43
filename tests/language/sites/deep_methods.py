# Every kind of special method may recurse to the limit: RecursionError, and the program goes on.
import sys


class Deep:
    def __add__(self, other):
        return self + other

    def __radd__(self, other):
        return other + self

    def __iadd__(self, other):
        self += other
        return self

    def __neg__(self):
        return -self

    def __lt__(self, other):
        return self < other

    def __ge__(self, other):
        if self >= other:
            return True
        return False

    def __getitem__(self, key):
        return self[key]

    def __setitem__(self, key, value):
        self[key] = value

    def __delitem__(self, key):
        del self[key]

    def __contains__(self, item):
        return item in self

    def __bool__(self):
        return not self

    def __call__(self, *args):
        return self(*args)

    def __getattr__(self, name):
        return self.another

    def __iter__(self):
        for x in self:
            return x

    def __next__(self):
        for x in iter_over(self):
            return x

    def __enter__(self):
        with self as x:
            return x

    def __exit__(self, *info):
        return False

    @property
    def prop(self):
        return self.prop

    def __setattr__(self, name, value):
        self.other = value

    def __delattr__(self, name):
        del self.other


class IterOver:
    def __init__(self, it):
        object.__setattr__(self, "it", it)

    def __iter__(self):
        return self.it


iter_over = IterOver


class Call:
    def __call__(self, n):
        return self(n + 1)


def iadd(d):
    d += 1


def set_item(d):
    d[0] = 1


def delete_item(d):
    del d[0]


def set_attribute(d):
    d.x = 1


def delete_attribute(d):
    del d.x


def with_block(d):
    with d:
        pass


def loop(d):
    for x in d:
        pass


def loop_next(d):
    for x in iter_over(d):
        pass


tests = [
    lambda d: d + 1, lambda d: 1 + d, iadd, lambda d: -d, lambda d: d < 1, lambda d: d >= 1,
    lambda d: d[0], set_item, delete_item, lambda d: 1 in d, lambda d: not d,
    lambda d: 1 if d else 2, lambda d: d(1), lambda d: d.name, loop, loop_next, with_block,
    lambda d: d.prop, set_attribute, delete_attribute, lambda d: Call()(0),
]
for limit in (300, 1000):
    sys.setrecursionlimit(limit)
    for i, test in enumerate(tests):
        for _ in range(2):
            try:
                test(Deep())
                print(i, "no error")
            except RecursionError as e:
                print(i, "RecursionError")


# The C++ stack does not grow with such calls: far beyond the usual depth.
class Chain:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        if self.n == 0:
            return 0
        return 1 + (Chain(self.n - 1) + other)

    def __getitem__(self, key):
        if self.n == 0:
            return key
        return Chain(self.n - 1)[key]

    def __lt__(self, other):
        if self.n == 0:
            return NotImplemented
        if Chain(self.n - 1) < other:
            return True
        return False

    def __gt__(self, other):
        return True

    def __bool__(self):
        if self.n == 0:
            return True
        return not not Chain(self.n - 1)

    def __call__(self):
        return 0 if self.n == 0 else Chain(self.n - 1)() + 1

    def __getattr__(self, name):
        return name if self.n == 0 else Chain(self.n - 1).missing

    def __contains__(self, item):
        return True if self.n == 0 else item in Chain(self.n - 1)

    def __iter__(self):
        return iter(()) if self.n == 0 else Chain(self.n - 1).start()

    def start(self):
        for x in Chain(self.n):
            pass
        return iter((self.n,))

    def __enter__(self):
        if self.n:
            with Chain(self.n - 1) as x:
                return x + 1
        return 0

    def __exit__(self, *info):
        return False


sys.setrecursionlimit(20000)
c = Chain(4000)
with c as depth:
    print(depth)
print(c + 1, c[7], c < c, bool(not c), c(), c.attribute, 3 in c, list(c))
