# Special methods get frames of their own: exceptions pass through them, generators may be special
# methods, attribute hooks and descriptors go on where they should.
import sys


class T:
    def __init__(self, fail=None):
        self.fail = fail

    def check(self, result):
        if self.fail:
            raise self.fail
        return result

    def __add__(self, other):
        return self.check("sum")

    def __lt__(self, other):
        return self.check(True)

    def __getitem__(self, key):
        return self.check(key)

    def __setitem__(self, key, value):
        self.check(print("set", key, value))

    def __delitem__(self, key):
        self.check(print("deleted", key))

    def __contains__(self, item):
        return self.check([1])

    def __bool__(self):
        return self.check(True)

    def __call__(self, a, b=2, *rest, k=3, **more):
        return self.check((a, b, rest, k, more))

    def __iter__(self):
        yield 1
        self.check(None)
        yield 2

    def __enter__(self):
        return self.check("entered")

    def __exit__(self, *info):
        print("exit", [i.__name__ if isinstance(i, type) else str(i) for i in info[:2]])
        return self.check(True)

    def __neg__(self):
        yield self.check("neg")


def all_operations(t):
    yield lambda: t + 1
    yield lambda: t < 1
    yield lambda: "jump" if t < 1 else "no jump"
    yield lambda: t[1]
    yield lambda: t[1:2]
    yield lambda: t["k"]
    yield lambda: 1 in t
    yield lambda: 1 not in t
    yield lambda: "true" if t else "false"
    yield lambda: not t
    yield lambda: t(1)
    yield lambda: t(1, 2, 3, k=4, z=5)
    yield lambda: t(*(1, 2), **{"k": 9})
    yield lambda: [x for x in t]
    yield lambda: list(-t)
    yield lambda: t()

    def set_item():
        t[5] = 6

    def delete_item():
        del t[7]

    def with_block():
        with t as entered:
            print(entered)
            raise KeyError("inside")

    def augmented():
        t[0] += "x"

    yield set_item
    yield delete_item
    yield with_block
    yield augmented


for t in (T(), T(ValueError("inner"))):
    for operation in all_operations(t):
        for _ in range(2):
            try:
                result = operation()
            except Exception as e:
                tb = e.__traceback__
                names = []
                while tb:
                    names.append(f"{tb.tb_frame.f_code.co_name}")
                    tb = tb.tb_next
                result = type(e).__name__, str(e), names
        print(result)

# The caller of a special method is the frame with the operator.
class Spy:
    def __add__(self, other):
        return sys._getframe(1).f_code.co_name

    def __getattr__(self, name):
        return name, sys._getframe(1).f_code.co_name

    @property
    def prop(self):
        return sys._getframe(1).f_code.co_name

    def __iter__(self):
        print(sys._getframe(1).f_code.co_name)
        return self

    def __next__(self):
        print(sys._getframe(1).f_code.co_name)
        raise StopIteration


def looker():
    s = Spy()
    for _ in s:
        pass
    return s + 1, s.missing, s.prop


print(looker())
print(looker())

# __getattr__ behind properties, descriptors and __getattribute__.
class Fallback:
    def __init__(self):
        self.own = "own"

    @property
    def broken(self):
        raise AttributeError("from the property")

    @property
    def worse(self):
        raise ValueError("from the property")

    def __getattr__(self, name):
        if name == "nowhere":
            raise AttributeError("not even here")
        return f"fallback {name}"


class Everything(Fallback):
    def __getattribute__(self, name):
        if name == "secret":
            raise AttributeError(name)
        return "everything " + name


class Descriptor:
    def __get__(self, instance, owner):
        return "got", instance is not None, owner.__name__

    def method(self):
        return "method"


class DataDescriptor(Descriptor):
    def __set__(self, instance, value):
        print("descriptor set", value)

    def __delete__(self, instance):
        print("descriptor delete")


class Failing:
    def __get__(self, instance, owner):
        raise AttributeError("no")


class Holder:
    d = Descriptor()
    data = DataDescriptor()
    failing = Failing()

    def __getattr__(self, name):
        return lambda *args: (name, args)


def read(o, name):
    try:
        if name == "own":
            return o.own
        if name == "broken":
            return o.broken
        if name == "worse":
            return o.worse
        if name == "nowhere":
            return o.nowhere
        return o.other
    except Exception as e:
        return type(e).__name__, str(e), getattr(e, "name", None), getattr(e, "obj", o) is o


for cls in (Fallback, Everything):
    o = cls()
    for _ in range(3):
        print([read(o, n) for n in ("own", "broken", "worse", "nowhere", "other")])
print(Everything().secret)

h = Holder()
for i in range(3):
    h.data = i
    print(h.d, h.data, h.failing(1), h.called(1, 2), Holder.d)
    del h.data
h.__dict__["d"] = "instance"
h.__dict__["data"] = "instance"
print(h.d, h.data)


class Writes:
    def __setattr__(self, name, value):
        print("setattr", name, value)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("delattr", name)
        object.__delattr__(self, name)

    @property
    def p(self):
        return self.x

    @p.setter
    def p(self, value):
        print("never")


class Setter:
    @property
    def p(self):
        return self.x

    @p.setter
    def p(self, value):
        print("setter", value)
        self.x = value

    @p.deleter
    def p(self):
        print("deleter")


for i in range(3):
    w = Writes()
    w.x = i
    w.x += 1
    print(w.x, w.p)
    del w.x
    s = Setter()
    s.p = i
    s.p += 1
    print(s.p)
    del s.p

# Iterators of user classes.
class Count:
    def __init__(self, n, error=StopIteration):
        self.n = n
        self.error = error

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise self.error
        self.n -= 1
        return self.n


def total(it):
    s = 0
    for x in it:
        s += x
    else:
        s += 1000
    return s


class MyStop(StopIteration):
    pass


for _ in range(3):
    print(total(Count(5)), total(Count(3, MyStop)))
    try:
        total(Count(2, KeyError))
    except KeyError as e:
        print(repr(e), e.__traceback__.tb_next.tb_next.tb_frame.f_code.co_name)


class NotIterator:
    def __iter__(self):
        return 5


class OldStyle:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError
        return i * 10


try:
    for x in NotIterator():
        pass
except TypeError as e:
    print(e)
print([x for x in OldStyle()], total(OldStyle()), 20 in OldStyle())
a, *b = Count(4)
print(a, b)

# An __init__ that is a generator or returns something.
class BadInit:
    def __init__(self, how):
        return how


class GeneratorInit:
    def __init__(self):
        yield


for make in (lambda: BadInit(None), lambda: BadInit(1), GeneratorInit):
    try:
        print(type(make()).__name__)
    except TypeError as e:
        print(e)

# Too many, too few arguments.
class Arity:
    def __add__(self):
        return 1

    def __getitem__(self, a, b):
        return 1

    def __bool__(self, x):
        return True

    def __lt__(self, *args, **kw):
        return args[0], kw

    def __neg__(self, extra=5):
        return extra


arity = Arity()
for f in (lambda: arity + 1, lambda: arity[1], lambda: not arity, lambda: arity < 3,
          lambda: -arity):
    for _ in range(2):
        try:
            print(f())
        except TypeError as e:
            print(e)
