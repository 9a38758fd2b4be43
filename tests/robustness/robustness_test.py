#!/usr/bin/env python3
"""Hostile sources and programs end in a result or a Python exception: never in a crash, never in a hang.

Each case is one process. It passes when krait exits with the code expected (0 or 1 where none is given) inside the time limit, and when
an exit code of 1 comes with an error that names a Python exception.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

EXCEPTION = re.compile(
    rb"^(\w+\.)*\w*(Error|Exception|Interrupt|Exit|Iteration|Group|Warning)\b", re.MULTILINE
)
MEGABYTE = 1 << 20


def sources():
    """(name, source bytes): what a parser must survive."""
    deep = 100_000
    for opening, closing in ("()", "[]", "{}"):
        yield f"nested {opening}{closing}", (opening * deep + closing * deep).encode()
        yield f"never closed {opening}", (opening * deep).encode()
        yield f"never opened {closing}", (closing * deep).encode()
    yield "nested calls", b"f(" * deep + b")" * deep
    yield "nested subscripts", b"a[" * deep + b"0" + b"]" * deep
    yield "nested dicts", b"{1:" * deep + b"1" + b"}" * deep
    yield "nested lambdas", b"lambda:" * deep + b"0"
    yield "unary operators", b"-" * deep + b"1"
    yield "not operators", b"not " * deep + b"1"
    yield "power chain", b"**".join([b"1"] * deep)
    yield "sum chain", b"x = " + b"+".join([b"1"] * deep)
    yield "comparison chain", b"x = " + b"<".join([b"1"] * deep)
    yield "attribute chain", b"x" + b".a" * deep
    yield "call chain", b"f" + b"()" * deep
    yield "conditional chain", b"x = " + b"1 if 0 else " * deep + b"1"
    yield "boolean chain", b"x = " + b" and ".join([b"1"] * deep)
    yield "assignment chain", b"a = " * deep + b"1"
    yield "tuple targets", b"(" * deep + b"a" + b",)" * deep + b" = 1"
    yield "decorators", b"@d\n" * deep + b"def f(): pass"
    yield "nested blocks", b"".join(
        b" " * i + b"if 1:\n" for i in range(2000)
    ) + b" " * 2000 + b"pass\n"
    yield "nested functions", b"".join(
        b" " * i + b"def f():\n" for i in range(500)
    ) + b" " * 500 + b"pass\n"
    yield "nested classes", b"".join(
        b" " * i + b"class A:\n" for i in range(500)
    ) + b" " * 500 + b"pass\n"
    yield "nested comprehensions", b"[" * 5000 + b"x" + b" for x in y]" * 5000
    yield "nested f-strings", b"f'{" * 5000 + b"1" + b"}'" * 5000
    yield "nested format specs", b"f'{1:" + b"{1:" * 5000 + b"}" * 5000 + b"}'"
    yield "nested patterns", b"match x:\n case " + b"[" * deep + b"]" * deep + b": pass"
    yield "elif chain", b"if x: pass\n" + b"elif x: pass\n" * 20_000
    yield "10 MB of statements", b"x = 1\n" * (10 * MEGABYTE // 6)
    yield "10 MB in one line", b"x = [" + b"1, " * (10 * MEGABYTE // 3) + b"]"
    yield "10 MB string", b"x = '" + b"a" * (10 * MEGABYTE) + b"'"
    yield "10 MB comment", b"#" * (10 * MEGABYTE)
    yield "10 MB name", b"a" * (10 * MEGABYTE) + b" = 1"
    yield "10 MB number", b"x = " + b"1" * (10 * MEGABYTE)
    yield "10 MB hexadecimal number", b"x = 0x" + b"f" * (10 * MEGABYTE)
    yield "10 MB of newlines", b"\n" * (10 * MEGABYTE)
    yield "10 MB of blanks", b" " * (10 * MEGABYTE)
    yield "10 MB of backslashes", b"\\\n" * (5 * MEGABYTE)
    yield "10 MB triple quoted", b"'''" + b"x\n" * (5 * MEGABYTE)
    yield "many arguments", b"f(" + b"1, " * 300_000 + b")"
    yield "many parameters", b"def f(" + b", ".join(b"a%d" % i for i in range(70_000)) + b"): pass"
    yield "many locals", b"def f():\n" + b"".join(b" a%d = 0\n" % i for i in range(70_000))
    yield "many constants", b"def f():\n" + b"".join(b" x = %d.5\n" % i for i in range(70_000))
    yield "many globals", b"".join(b"a%d = 0\n" % i for i in range(70_000))
    yield "long jump", b"while 0:\n" + b" x = 1\n" * 70_000
    yield "empty", b""
    yield "one NUL", b"\0"
    yield "NUL in a string", b"x = 'a\0b'\n"
    yield "bytes that are no UTF-8", bytes(range(128, 256))
    yield "lone surrogate bytes", b"x = '\xed\xa0\x80'\n"
    yield "overlong UTF-8", b"x = '\xc0\x80'\n"
    yield "half a character at the end", b"x = 1 # \xe2\x82"
    yield "unknown encoding", b"# coding: zz\nx = 1\n"
    yield "only a byte order mark", b"\xef\xbb\xbf"
    yield "UTF-16 text", "x = 1\n".encode("utf-16")
    yield "tabs against spaces", b"if 1:\n\tx = 1\n        y = 2\n"
    yield "form feeds", b"\x0c\x0c x = 1\n"
    yield "control characters", bytes(range(1, 32))


PROGRAMS = {
    "recursion": "def f(): f()\nf()",
    "recursion through map": "def f(x): return list(map(f, [x]))\nf(1)",
    "recursion through sorted": "def f(x): return sorted([1, 2], key=f)\nf(1)",
    "recursion through repr": "class A:\n  def __repr__(s): return repr([s])\nrepr(A())",
    "recursion through eq": "class A:\n  def __eq__(s, o): return [s] == [o]\nA() == A()",
    "recursion through getattr": "class A:\n  def __getattr__(s, n): return getattr(s, n + 'x')\nA().a",
    "recursion through property": "class A:\n  p = property(lambda s: s.p)\nA().p",
    "recursion through hash": "class A:\n  def __hash__(s): return hash((s,))\nhash(A())",
    "recursion through eval": "def f(): eval('f()')\nf()",
    "recursion through exec": "s = 'exec(s)'\nexec(s)",
    "recursion through import hooks": "import sys\nclass F:\n  def find_spec(s, n, p, t=None): return __import__(n + 'x')\nsys.meta_path.insert(0, F())\nimport zzz",
    "recursion through iter": "class A:\n  def __iter__(s): return iter(list(s))\nlist(A())",
    "recursion through generators": "def g(n):\n  yield from g(n + 1)\nlist(g(0))",
    "recursion through coroutines": "async def f(): await f()\nf().send(None)",
    "recursion through new classes": "class M(type):\n  def __call__(c): return c()\nclass A(metaclass=M): pass\nA()",
    "recursion through format": "class A:\n  def __format__(s, x): return f'{s}'\nf'{A()}'",
    "recursion through comparison": "class A:\n  def __lt__(s, o): return max(s, o)\nmax(A(), A())",
    "deep list repr": "x = []\nfor _ in range(200000): x = [x]\nrepr(x)",
    "deep list comparison": "x = []; y = []\nfor _ in range(200000): x = [x]; y = [y]\nx == y",
    "deep tuple hash": "x = ()\nfor _ in range(200000): x = (x,)\nhash(x)",
    "deep structures die": "x = None\nfor _ in range(1000000): x = (x,)\ndel x\ny = [[] for _ in range(100000)]",
    "deep dict": "x = {}\nfor _ in range(200000): x = {1: x}\nstr(x)",
    "deep attribute chain": "class A: pass\nx = A()\nfor _ in range(200000):\n  y = A(); y.n = x; x = y\n",
    "deep exception chain": "e = None\nfor i in range(50000):\n  n = ValueError(i); n.__context__ = e; e = n\ndel e, n",
    "deep class hierarchy": "c = object\nfor i in range(2000): c = type('C', (c,), {})\nc().x",
    "self containing list": "x = []; x.append(x); y = []; y.append(y)\nrepr(x); x == y",
    "cyclic exception context": "a = ValueError(1); b = KeyError(2); a.__context__ = b; b.__context__ = a\nraise a",
    "huge list": "x = [0] * (1 << 60)",
    "huge string": "x = 'a' * (1 << 60)",
    "huge bytes": "x = bytes(1 << 60)",
    "huge tuple": "x = (1, 2) * (1 << 61)",
    "huge shift": "x = 1 << (1 << 62)",
    "huge power": "x = 2 ** (1 << 62)",
    "huge range list": "list(range(10 ** 30))",
    "huge format width": "format('a', str(10 ** 30))",
    "huge percent width": "'%*d' % (1 << 62, 1)",
    "huge precision": "format(1.5, '.999999999999f')",
    "huge repeat count": "'ab'.ljust(1 << 62)",
    "huge join": "','.join(['a' * (1 << 20)] * (1 << 45))",
    "huge slice assignment": "x = []; x[0:0] = range(1 << 62)",
    "huge zfill": "'1'.zfill(1 << 62)",
    "huge expandtabs": "'\\t\\t'.expandtabs(1 << 62)",
    "huge replace": "('a' * 1000000).replace('a', 'b' * 1000000000)",
    "mutation while sorting": "x = list(range(100))\nclass K:\n  def __init__(s, v): s.v = v\n  def __lt__(s, o): x.clear(); x.append(1); return s.v < o.v\nx.sort(key=K)",
    "mutation while comparing": "x = [1] * 10\nclass E:\n  def __eq__(s, o): x.clear(); return False\nx[0] = E()\nx == [2] * 10\n5 in x",
    "mutation while hashing": "d = {}\nclass H:\n  def __hash__(s): d.clear(); d.update({i: i for i in range(100)}); return 1\n  def __eq__(s, o): d.clear(); return False\nfor i in range(10): d[H()] = 1",
    "mutation while joining": "x = ['a'] * 10\nclass S(str):\n  def __str__(s): x.clear(); return 'q'\nx[0] = S('b')\n''.join(x)\nprint(*x)",
    "mutation while extending": "x = [1]\nclass I:\n  def __iter__(s): return s\n  def __next__(s):\n    x.clear()\n    if len(x) > 3: raise StopIteration\n    s.n = getattr(s, 'n', 0) + 1\n    if s.n > 50: raise StopIteration\n    return 1\nx.extend(I()); x[:] = I(); x += I()",
    "class changes while called": "class A:\n  def m(s): del A.m; s.__class__ = B; return s.m()\nclass B:\n  def m(s): return 1\nA().m()",
    "bases change while looked up": "class B: pass\nclass C(B):\n  def __getattr__(s, n): C.__bases__ = (D,); return getattr(s, n)\nclass D:\n  x = 1\nC().x",
    "dict changes in iteration": "d = {i: i for i in range(10)}\nfor k in d: del d[k]; d[k + 100] = 1",
    "set changes in iteration": "s = set(range(10))\nfor k in s: s.add(k + 1000)",
    "buffer resized under a view": "b = bytearray(10); m = memoryview(b)\nb.extend(b'x' * 100)",
    "generator closes itself": "def g():\n  yield x.close()\nx = g()\nnext(x)",
    "generator thrown into itself": "def g():\n  yield x.throw(ValueError)\nx = g()\nnext(x)",
    "frame of a dead generator": "def g():\n  yield 1\nx = g(); next(x); f = x.gi_frame; del x\nprint(f.f_locals)",
    "code object without constants": "c = (lambda: 5).__code__.replace(co_names=(), co_varnames=())\neval(c)",
    "exit in a finaliser": "class A:\n  def __del__(s): raise SystemExit(5)\nx = A()\ndel x\ny = [[] for _ in range(100000)]",
    "printing to a closed file": "import sys\nsys.stdout.close()\nprint(1)",
    "broken displayhook": "import sys\ndel sys.stdout\nprint(1)",
    "broken excepthook": "import sys\nsys.excepthook = 5\nraise ValueError",
    "no builtins": "import builtins\nbuiltins.__dict__.clear()\nprint(1)",
    "broken build class": "import builtins\nbuiltins.__build_class__ = 5\nclass A: pass",
    "broken import": "import builtins\nbuiltins.__import__ = 5\nimport os",
    "modules replaced": "import sys\nsys.modules = {}\nimport math\nsys.modules.clear()\nimport os",
    "everything thrown away": "import sys\nfor n in list(sys.modules): sys.modules[n] = None\nimport abc",
    "wrong calls of every builtin": "import builtins\nfor n in sorted(dir(builtins)):\n  f = getattr(builtins, n)\n  if n in ('input', 'breakpoint', 'exit', 'quit', 'help', 'open', 'copyright', 'credits', 'license'): continue\n  for a in ((), (1,), ('a',), (None, None), ([], {}, 5), (f,), (f, f, f), (-1, 1 << 70), (object(),), ([[]], -1)):\n    try: f(*a)\n    except Exception: pass\n    try: f(*a, zz=1)\n    except Exception: pass",
    "wrong calls of every method": "vals = [1, 1 << 70, 1.5, 1j, True, None, 'ab', b'ab', bytearray(b'ab'), [1, 2], (1, 2), {1: 2}, {1, 2}, frozenset([1]), range(3), slice(1), iter([1]), iter({}), memoryview(b'ab'), (i for i in [1]), lambda: 0, int, type, object(), ValueError(1), len, [].append, {}.keys(), {}.items(), property(), super, enumerate([]), zip([]), map(len, [])]\nargs = [(), (1,), ('a',), (None,), ([],), (1, 2), ('a', 'b', 'c'), (-1, 1 << 70), (object(), 1), ({},), (b'a', -1), ((),)]\nfor v in vals:\n  for n in dir(v):\n    if n in ('__class__', '__init_subclass__', '__subclasshook__', 'mro'): continue\n    try: m = getattr(v, n)\n    except Exception: continue\n    if not callable(m): continue\n    for a in args:\n      try: m(*a)\n      except (Exception, GeneratorExit): pass",
}


def mutants(folder, count):
    """(name, source bytes): existing programs with bytes changed, cut, doubled or swapped. The seed is fixed."""
    chance = random.Random(20110311)
    programs = sorted(path for path in folder.rglob("*.py") if path.parent != folder)
    for number in range(count if programs else 0):
        text = bytearray(chance.choice(programs).read_bytes()[:3000])
        for _ in range(chance.randint(1, 4)):
            at, length = chance.randrange(len(text) + 1), chance.randint(1, 12)
            kind = chance.randrange(4)
            if kind == 0:
                text[at : at + length] = b""
            elif kind == 1:
                text[at:at] = bytes(text[at : at + length])
            elif kind == 2:
                text[at:at] = chance.choice(
                    [
                        b"(",
                        b")",
                        b"[",
                        b"}",
                        b"'",
                        b'"',
                        b"\n",
                        b"\t",
                        b":",
                        b"*",
                        b"=",
                        b"f'{",
                        b"\\",
                        b"\0",
                        b"\xff",
                        b"lambda ",
                        b"yield ",
                        b"if ",
                        b" for x in ",
                    ]
                )
            else:
                text[at : at + 1] = bytes([chance.randrange(256)])
        yield f"mutant {number}", bytes(text)


def verdict(krait, folder, source, seconds, compile_only):
    """What is wrong, or None."""
    handle, path = tempfile.mkstemp(suffix=".py", dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(source)
    command = [krait, path]
    if compile_only:
        command = [
            krait,
            "-c",
            "import sys\ncompile(open(sys.argv[1], 'rb').read(), 'hostile.py', 'exec')",
            path,
        ]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"still running after {seconds:g} s"
    finally:
        os.unlink(path)
    if done.returncode not in (0, 1, 120):
        return f"exit code {done.returncode}: {done.stderr[-300:].decode('utf-8', 'replace')}"
    if done.returncode == 1 and not EXCEPTION.search(done.stderr[-20000:]):
        return "exit code 1 without an exception: " + done.stderr[-300:].decode("utf-8", "replace")
    return None


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--krait", required=True)
    parser.add_argument("--programs", help="folder of programs to make mutants of")
    parser.add_argument("--mutants", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", default="", help="part of the name of the cases to run")
    options = parser.parse_args()
    krait = os.path.abspath(options.krait)

    cases = [("source: " + name, text, True) for name, text in sources()]
    cases += [("program: " + name, text.encode(), False) for name, text in PROGRAMS.items()]
    if options.programs:
        cases += [
            (name, text, True)
            for name, text in mutants(pathlib.Path(options.programs), options.mutants)
        ]
    cases = [case for case in cases if options.only in case[0]]
    failed = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        verdicts = pool.map(
            lambda case: verdict(krait, folder, case[1], options.seconds, case[2]), cases
        )
        for (name, _, _), problem in zip(cases, verdicts):
            if problem:
                failed += 1
                print(f"FAIL {name}: {problem}", flush=True)
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
