"""types, reprlib, keyword, copyreg, abc helpers."""
import types, reprlib, keyword, copyreg

print(
    isinstance(len, types.BuiltinFunctionType),
    isinstance(lambda: 0, types.FunctionType),
    isinstance((i for i in ()), types.GeneratorType),
    isinstance(types, types.ModuleType),
    isinstance(None, types.NoneType),
    isinstance(..., types.EllipsisType),
    isinstance(NotImplemented, types.NotImplementedType),
    isinstance([].append, types.BuiltinMethodType),
    isinstance(str.join, types.MethodDescriptorType),
    isinstance(int.__add__, types.WrapperDescriptorType),
    isinstance(list[int], types.GenericAlias),
    isinstance(int | str, types.UnionType),
    isinstance(type.__dict__["__dict__"], types.GetSetDescriptorType),
    isinstance((lambda: 0).__code__, types.CodeType),
    isinstance(type.__dict__, types.MappingProxyType),
)
ns = types.SimpleNamespace(a=1, b="x")
ns.c = [1]
print(ns, ns == types.SimpleNamespace(a=1, b="x", c=[1]), ns.__dict__)
del ns.a
print(ns)
m = types.MappingProxyType(d := {"a": 1})
d["b"] = 2
print(m, m["b"], len(m), list(m), m | {"c": 3}, "a" in m, m.get("z"), m.copy())
try:
    m["a"] = 5
except TypeError as e:
    print(e)
C = types.new_class("C", (dict,), {}, lambda n: n.update(x=5))
print(C.x, C.__mro__[1], types.resolve_bases((dict,)), types.prepare_class("X")[0])


class P:
    @types.DynamicClassAttribute
    def v(self):
        return "instance"


print(P().v)
r = reprlib.Repr()
r.maxlist = 2
r.maxstring = 10
print(
    r.repr([1, 2, 3, 4]),
    r.repr("a" * 50),
    reprlib.repr(list(range(100))),
    reprlib.repr({i: i for i in range(20)}),
    reprlib.repr([[[[[[[1]]]]]]]),
)


class L:
    def __init__(self):
        self.items = [self]

    @reprlib.recursive_repr("<...>")
    def __repr__(self):
        return f"L({self.items})"


print(L(), keyword.iskeyword("for"), keyword.iskeyword("match"), keyword.softkwlist, len(keyword.kwlist))


@types.coroutine
def g():
    yield 1


async def a():
    return await g()


c = a()
print(c.send(None))
c.close()
cell = (lambda x: lambda: x)(5).__closure__[0]
print(
    cell.cell_contents,
    isinstance(cell, types.CellType),
    types.CellType(3).cell_contents,
    cell == types.CellType(5),
    types.CellType(1) < types.CellType(2),
)
f = types.FunctionType((lambda: q).__code__, {"q": 7})
print(f(), f.__name__)
print(types.MethodType(len, [1, 2])(), types.get_original_bases if hasattr(types, "get_original_bases") else "3.11")
tb = None
try:
    1 / 0
except ZeroDivisionError as e:
    tb = e.__traceback__
print(isinstance(tb, types.TracebackType), isinstance(tb.tb_frame, types.FrameType))
