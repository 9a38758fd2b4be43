"""operator."""
import operator as o

print(
    o.add(1, 2),
    o.sub(5, 3),
    o.mul(2, 3),
    o.truediv(7, 2),
    o.floordiv(7, 2),
    o.mod(7, 3),
    o.pow(2, 3),
    o.neg(5),
    o.pos(-5),
    o.abs(-3),
    o.invert(5),
    o.and_(6, 3),
    o.or_(6, 3),
    o.xor(6, 3),
    o.lshift(1, 4),
    o.rshift(16, 2),
    o.not_(0),
    o.truth([]),
    o.index(5),
)
print(
    o.lt(1, 2),
    o.le(2, 2),
    o.eq(1, 1.0),
    o.ne(1, 2),
    o.gt(1, 2),
    o.ge(1, 2),
    o.is_(None, None),
    o.is_not(1, None),
    o.concat([1], [2]),
    o.contains([1], 1),
    o.countOf([1, 1, 2], 1),
    o.indexOf("abc", "c"),
    o.getitem([5, 6], 1),
    o.length_hint([1, 2]),
    o.length_hint(iter([1])),
    o.length_hint(5, 7) if False else 0,
)
l = [1, 2, 3]
o.setitem(l, 0, 9)
o.delitem(l, 1)
print(l, o.iadd(l, [4]), l, o.iconcat([1], [2]), o.imul(2, 3), o.ior({1}, {2}))
f = o.itemgetter(1)
g = o.itemgetter(0, 2)
print(
    f("abc"),
    g("abc"),
    o.itemgetter("k")({"k": 1}),
    o.itemgetter(slice(0, 2))("abc"),
    sorted([(1, "b"), (2, "a")], key=f),
    repr(f),
)


class A:
    def __init__(self, **k):
        self.__dict__.update(k)

    def m(self, *a, **k):
        return a, k


a = A(x=1, b=A(y=2))
print(
    o.attrgetter("x")(a),
    o.attrgetter("b.y")(a),
    o.attrgetter("x", "b.y")(a),
    o.methodcaller("m", 1, k=2)(a),
    o.methodcaller("upper")("x"),
    o.call(lambda x: x + 1, 2),
)
for h in (
    lambda: f(""),
    lambda: o.attrgetter("zz")(a),
    lambda: o.attrgetter(5),
    lambda: o.itemgetter(),
    lambda: o.methodcaller(),
    lambda: o.add(1, "a"),
    lambda: o.add(1),
    lambda: o.indexOf("abc", "z"),
    lambda: o.index(1.5),
    lambda: o.concat(1, 2),
    lambda: f(1, 2),
    lambda: o.methodcaller("zz")(1),
):
    try:
        print(h())
    except Exception as e:
        print(type(e).__name__, e)
print([n for n in ("__add__", "__lt__", "__not__") if hasattr(o, n)], o.__add__(1, 2))
