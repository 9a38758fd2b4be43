"""contextlib."""
from contextlib import contextmanager, suppress, closing, ExitStack, redirect_stdout, nullcontext, ContextDecorator, AbstractContextManager
import io
@contextmanager
def tag(n):
    print("<", n)
    try:
        yield n.upper()
    except ValueError as e:
        print("handled", e)
    finally:
        print(">", n)
with tag("a") as v: print(v)
with tag("b"): raise ValueError("x")
try:
    with tag("c"): raise KeyError("k")
except KeyError as e:
    print(repr(e))
@tag("deco")
def f(): print("in f")
f(); f()
with suppress(ZeroDivisionError, KeyError): 1 / 0
with suppress(): pass
class C:
    def close(self): print("closed")
with closing(C()) as c: pass
with ExitStack() as st:
    print([st.enter_context(tag(n)) for n in "xy"]); st.callback(print, "callback", 1); st.push(lambda *a: print("push", a[0]) or True)
    raise KeyError("swallowed by push")
buf = io.StringIO()
with redirect_stdout(buf): print("captured")
print(repr(buf.getvalue()))
with nullcontext(5) as n: print(n)
@contextmanager
def no_yield():
    if False: yield
try:
    with no_yield(): pass
except RuntimeError as e:
    print(e)
@contextmanager
def twice(): yield 1; yield 2
try:
    with twice(): pass
except RuntimeError as e:
    print(e)
@contextmanager
def stop(): yield
try:
    with stop(): raise StopIteration("s")
except StopIteration as e:
    print(repr(e))
class D(ContextDecorator):
    def __enter__(self): print("D in"); return self
    def __exit__(self, *a): print("D out")
@D()
def g(): return "g"
print(g())
class A(AbstractContextManager):
    def __exit__(self, *a): pass
with A() as a: print(type(a).__name__)
st = ExitStack(); st.callback(print, "later"); other = st.pop_all(); st.close(); print("moved"); other.close()
