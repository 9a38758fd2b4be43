"""Constants, docstrings, pass, Ellipsis, names of the module."""
print(__name__, __doc__, ..., Ellipsis, NotImplemented, None, __debug__, Ellipsis is ..., type(...).__name__, type(None).__name__, type(NotImplemented).__name__)
def f(): "doc"
def g(): "not " "joined"; return g.__doc__
def h(): f"no doc"
class A: """class doc"""
class B: x = 1; "not a doc"
print(f.__doc__, g(), h.__doc__, A.__doc__, B.__doc__, f())
print(1_000, 0b1, 0o7, 0xF, 1e3, 1., .5, 1e-3, 1j, 1_0.0_1, 10e+2, 0_0, 00)
print("a" 'b' """c""", b"a" b"b", r"\a" "\\", u"u", ("paren"
      "thesized"), 'a\
b')
x = (1 +
     2); y = [1,
  2, ]; z = {  # comment
    "k": 1,  # another
}
if x: pass; print("one line"); print("two")
print(x, y, z, not x == 3, not not x, - - 3, + - + 3, ~ ~ 5, 2 ** -1, -2 ** 2, (-2) ** 2, 2 ** 3 ** 2, 1 - 2 - 3, 10 // 3 * 3, 5 % 3 ** 2, 1 | 2 ^ 3 & 4 << 1, 1 < 2 == True, 3 - -3, not 1 in [1], 1 if 0 else 2 if 0 else 3)
def nested():
    if True:
        if True:
            if True:
                return "deep"
print(nested())
try: print("inline try")
except: pass
else: print("inline else")
finally: print("inline finally")
class C: pass
class D(C,): pass
class E(): x = 5; y = x
print(E.y, D.__bases__)
print(bool(None), bool(...), None == None, None is None, hash(None) == hash(None), [None] == [None], None != 0)
for t in ("None = 1", "True = 1", "... = 1", "__debug__ = 1", "f() = 1", "1 = x", "a + b = 1", "def f(None): pass", "(a, b) += 1", "x = yield = 1", "del f()", "lambda: x = 1", "a = 1 = b", "{} = 1", "f'{x}' = 1", "'a' = 1", "*a = 1", "*a, *b = 1", "(yield) = 1", "[x for x in y] = 1", "x if y else z = 1", "del 5", "for 1 in x: pass", "with x as 1: pass", "import a.b as 1", "(a := 1) = 2", "a := 1", "not x = 1", "-x = 1", "None += 1", "x.None = 1"):
    try:
        compile(t, "<t>", "exec"); print(t, "compiles")
    except SyntaxError as e:
        print(t, "->", e.msg, e.lineno, e.offset)
