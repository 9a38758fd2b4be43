"""eval, exec, compile, globals, locals."""
x = 5
print(
    eval("x + 1"),
    eval("x", {"x": 9}),
    eval("a + b", {"a": 1}, {"b": 2}),
    eval(" 1 + 1 "),
    eval("[i for i in range(3)]"),
    eval("(lambda: x)()"),
    eval(b"1 + 2"),
    eval(compile("x * 2", "f", "eval")),
)
exec("y = x * 2\nprint('in exec', y)")
print(y)
ns = {"k": 1}
exec("k += 1\ndef f(): return k\nclass C: v = k", ns)
print(ns["k"], ns["f"](), ns["C"].v, "__builtins__" in ns)
g, l = {}, {}
exec("a = 1; global b; b = 2", g, l)
print("a" in l, "b" in g)
c = compile("z = 1\nz + 1", "<mine>", "exec")
print(exec(c), z, c.co_filename, c.co_name, type(c).__name__)
s = compile("x", "<s>", "single")
exec(s)
exec(compile("1 + 1; 'str'; None", "<s>", "single"))


class M(dict):
    def __getitem__(self, k):
        return "item " + k if not k.startswith("__") else super().__getitem__(k)

    def __contains__(self, k):
        return True


print(eval("foo", {}, M()))


def local_exec():
    v = 1
    exec("v = 2; w = 3")
    return v, eval("v + 10")


print(local_exec(), eval("__name__"), eval("__name__", {"__name__": "other"}), eval("len([1])", {}), exec("pass"))
for f in (
    lambda: eval("1 +"),
    lambda: eval("x = 1"),
    lambda: eval(""),
    lambda: exec("def"),
    lambda: eval("nope"),
    lambda: eval("1", 5),
    lambda: eval("1", {}, 5),
    lambda: eval(5),
    lambda: exec(5),
    lambda: compile("1", "f", "bad"),
    lambda: compile("x = 1", "f", "eval"),
    lambda: compile(5, "f", "exec"),
    lambda: eval("a\0b"),
    lambda: exec("return 1"),
    lambda: exec("break"),
    lambda: exec("yield 1"),
    lambda: exec("await x"),
    lambda: exec("  x = 1"),
    lambda: exec("if 1:\nx"),
    lambda: eval("print", {"__builtins__": {}}),
    lambda: eval("open", {"__builtins__": {"open": 7}}),
    lambda: exec("x = 1", globals(), 5),
    lambda: compile("(", "f", "exec"),
    lambda: compile("'abc", "f", "exec"),
    lambda: compile("1 = 1", "f", "exec"),
    lambda: compile("a b", "f", "exec"),
    lambda: exec("import nope_nope"),
    lambda: eval("1\n2"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
import types

exec("import types", m := {})
print(m["types"] is types, isinstance(c, types.CodeType))
code = compile("def f(a, b=2, *c, d, **e):\n  return a", "q", "exec")
fc = [k for k in code.co_consts if isinstance(k, types.CodeType)][0]
print(
    fc.co_name,
    fc.co_varnames,
    fc.co_argcount,
    fc.co_kwonlyargcount,
    fc.co_firstlineno,
    code.co_names,
    fc.co_flags & 12,
    hash(fc) == hash(fc),
    fc == fc,
)
f2 = types.FunctionType(fc, {})
print(f2(1, 2, d=3))
r = fc.replace(co_name="renamed")
print(r.co_name, r.co_varnames)
exec(
    compile(
        "try:\n  1/0\nexcept ZeroDivisionError as e:\n  print(e.__traceback__.tb_lineno, e.__traceback__.tb_frame.f_code.co_filename)",
        "virtual.py",
        "exec",
    )
)
