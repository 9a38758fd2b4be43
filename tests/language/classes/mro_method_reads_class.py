"""The mro() of a metaclass may read and set what the unfinished class already has."""


class Meta(type):
    def __new__(meta, name, bases, ns):
        meta.calls = 0
        return super().__new__(meta, name, bases, ns)

    def mro(cls):
        for _ in range(3):
            cls.calls
        cls.seen = True
        print(cls.__name__, cls.calls, hasattr(cls, "absent"), "own" in cls.__dict__, "seen" in cls.__dict__)
        return type.mro(cls)


class A(metaclass=Meta):
    own = 1


class B(A):
    own = 2


print([c.__name__ for c in B.__mro__], B.seen, B.own)
B.__bases__ = (A,)
print(B.seen, B.__mro__[1] is A)
