"""str.format: fields, nesting, numbering, attributes, items, errors; format(); format_map."""
def attempt(text, *args, **kwargs):
    try:
        print(repr(text.format(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)

class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __format__(self, spec):
        return "P<%s>" % spec
    def __str__(self):
        return "point"
    def __repr__(self):
        return "Point(ñ)"

p = Point(1, [10, 20, {"k": "v", "1": "one", 1: "int"}])
for text in ["{}", "{} {}", "{0} {1} {0}", "{0.x}", "{0.y[1]}", "{0.y[2][k]}", "{0.y[2][1]}", "{!r}", "{!s}", "{!a}", "{:abc}", "{0!s:>10}|", "{{}}", "{{{}}}", "}}{{",
             "{0:{1}}", "{0:{0}}", "{:{}}", "{:{}{}}", "", "no fields", "{0!r:^20}"]:
    attempt(text, p, 12, "x")
for text in ["{", "}", "{0", "{0!", "{0!}", "{0!x}", "{0!rr}", "{0!r", "{:", "{0:{}", "{0.}", "{0[}", "{0[]}", "{0[1]x}", "{0.x.}", "{a}", "{0}{}", "{}{0}", "{5}", "{0[a]}",
             "{0.nope}", "{99999999999999999999}", "{0[99999999999999999999]}", "{0:{1:{2}}}", "x{", "x}", "{{}", "{}}", "{0!\x01}", "{:d}", "{!}", "{{0}", "{a b}", "{-1}", "{ 0}"]:
    attempt(text, "abc", 5, 6)
attempt("{a} {b[0]} {c.real}", a=1, b=[2], c=3)
attempt("{a}", b=1)
attempt("{0[x]}", {"x": 1})
attempt("{0[1]}", "abc")
attempt("{0[-1]}", [1, 2])
for spec in ["", "s", "10", "<10", ">10", "^10", "*^10", "ñ<6", "日^7", ".2", "10.2", "^10.2s", "05", "=10", "+", " ", "#", ",", "_", "d", "10d", "n", "z", "10.", "<", "<<5", "{<5", ".s", "x<", "-5"]:
    for value in ["abc", "ñ日"]:
        try:
            print(spec, repr(format(value, spec)))
        except Exception as e:
            print(spec, type(e).__name__, e)
print("{x} {y}".format_map({"x": 1, "y": "z"}))
class Missing(dict):
    def __missing__(self, key):
        return "<" + key + ">"
print("{x} {nope}".format_map(Missing(x=1)))
for text, mapping in [("{}", {}), ("{0}", {}), ("{a}", {}), ("{a}", 5), ("{a.b}", {"a": 1})]:
    try:
        print(text.format_map(mapping))
    except Exception as e:
        print(type(e).__name__, e)
try:
    "x".__format__(1)
except TypeError as e:
    print(e)
import string
class Upper(string.Formatter):
    def format_field(self, value, spec):
        return super().format_field(value, spec).upper()
print(Upper().format("{0} {name:>6} {1!r}", "a", "b", name="n"), Upper().vformat("{} {}", ("x", "y"), {}))
print(list(string.Formatter().parse("a{0.x[1]!r:>{w}}b{{c}}{}")))
import _string
first, rest = _string.formatter_field_name_split("0.x[1][k].y")
print(first, list(rest), _string.formatter_field_name_split("name")[0])
print(string.Template("$who likes ${what} $$5").substitute(who="tim", what="kung pao"))
