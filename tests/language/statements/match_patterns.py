"""match: every kind of pattern."""
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Color: RED = 1; GREEN = 2
def m(v):
    match v:
        case 0: return "zero"
        case -1 | 1.5 | 2 + 3j: return "number"
        case "a" | "b" as letter: return "letter " + letter
        case b"x": return "bytes"
        case None: return "None"
        case True: return "True"
        case Color.GREEN: return "green"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [1, *rest]: return f"one and {rest}"
        case (a, b) if a == b: return f"equal {a}"
        case [a, b]: return f"pair {a} {b}"
        case [a, *_, z] if len(v) < 5: return f"ends {a} {z}"
        case {"kind": "circle", "r": r}: return f"circle {r}"
        case {"kind": k, **others}: return f"{k} {others}"
        case {}: return "mapping"
        case P(0, 0): return "origin"
        case P(x=0, y=y): return f"on y {y}"
        case P(x, y) if x > y: return f"P {x}>{y}"
        case P(): return "some P"
        case int(n): return f"int {n}"
        case str() as s: return f"str {s}"
        case float() | complex(): return "float or complex"
        case (1 | 2, _) | {1: _}: return "unreachable"
        case _: return f"other {type(v).__name__}"
for v in (0, -1, 1.5, 2 + 3j, "a", "b", b"x", None, True, 2, [], [7], [1, 2, 3], (4, 4), [4, 5], [3, 2, 1, 0], range(6), {"kind": "circle", "r": 2}, {"kind": "sq", "w": 1}, {"z": 1}, {}, P(0, 0), P(0, 3), P(3, 1), P(1, 3), 42, "word", 2.5, {1, 2}, False, (), b"yy", bytearray(b"x"), "", [1]):
    print(repr(v) if not isinstance(v, P) else "P", "->", m(v))
match 1, 2:
    case x, y: print(x, y)
match [1, [2, {"k": (3, 4)}]]:
    case [a, [b, {"k": (c, d)}]]: print(a, b, c, d)
match {"a": 1, "b": 2}:
    case {"a": 1, **rest}: print(rest)
match "x":
    case "y": print("no")
print("no match is fine")
match (lambda: 5)():
    case int() | float() as n if n > 3: print("guarded", n)
def first(cmd):
    match cmd.split():
        case ["go", ("n" | "s") as d]: return "go " + d
        case ["get", item, *_]: return "get " + item
        case [_, _]: return "two"
        case [*_]: return "any"
for c in ("go n", "go x", "get k 1 2", "q"): print(first(c))
class NoArgs: pass
class BadArgs: __match_args__ = 5
class BadArgs2: __match_args__ = (1,)
for obj, text in ((NoArgs(), "NoArgs(1)"), (BadArgs(), "BadArgs(1)"), (BadArgs2(), "BadArgs2(1)"), (P(1, 2), "P(1, 2, 3)"), (P(1, 2), "P(1, x=1)"), (5, "int(1, 2)"), (5, "Undefined()"), (5, "m()")):
    try:
        exec(f"match obj:\n case {text}: print('matched')\n case _: print('default')")
    except Exception as e:
        print(text, type(e).__name__, e)
class Dyn:
    def __getattr__(self, n): print("asked", n); raise AttributeError(n)
match Dyn():
    case Dyn(zz=1): print("no")
    case _: print("default")
match = 5; case = match + 1; _ = case; print(match, case, _)
match [1, 2]:
    case [1, x] | [x, 1]: print(x)
match ("a", [1, 2, 3]):
    case [str(s), [int(i), *more]]: print(s, i, more)
type_ = {"x": 1}
match type_:
    case {"x": int() as i}: print("typed", i)
match 3:
    case 1 | 2: pass
    case n: print("captured", n)
