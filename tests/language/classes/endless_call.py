"""__call__ that is an object whose class has the same __call__: there is no end, so it is a RecursionError."""


class A:
    pass


A.__call__ = A()


class B:
    pass


class C:
    __call__ = B()


B.__call__ = C()
for o in (A(), B(), C()):
    for action in (lambda: o(), lambda: o(1, k=2), lambda: list(map(o, [1])), lambda: sorted([1], key=o)):
        try:
            action()
        except RecursionError as e:
            print(type(o).__name__, "RecursionError")


class D:
    def __call__(self, x):
        return x + 1


class E:
    __call__ = D()


class F:
    __call__ = E()


print(F()(1), [F()(i) for i in range(3)], list(map(F(), [1])))
