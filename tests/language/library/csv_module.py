"""csv: dialects, readers and writers, their errors."""
import csv
import io
import _csv


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


def rows(text, *args, **kwargs):
    return list(csv.reader(text.splitlines(True) if isinstance(text, str) else text, *args, **kwargs))


def written(table, *args, **kwargs):
    out = io.StringIO()
    w = csv.writer(out, *args, **kwargs)
    w.writerows(table)
    return out.getvalue()


for text in ('a,b,c\n1,"2,3",4\n', 'a\n\n"x\ny",z\n', '"a""b",c\r\n', 'é,ü,\u4e00\n', ' a, b\n', '"a"b,c\n', 'a"b,c\n', ',\n', '""\n', '"open', "a\\,b,c\n"):
    attempt(rows, text)
    attempt(rows, text, strict=True)
    attempt(rows, text, escapechar="\\", doublequote=False)
    attempt(rows, text, quoting=csv.QUOTE_NONE)
    attempt(rows, text, skipinitialspace=True, quotechar="'")
attempt(rows, '1,2.5,"3"\n', quoting=csv.QUOTE_NONNUMERIC)
attempt(rows, 'x\n', quoting=csv.QUOTE_NONNUMERIC)
attempt(rows, "a\tb\n", "excel-tab")
attempt(rows, "a\tb\n", csv.excel_tab)
attempt(rows, "a;b\n", delimiter=";")
r = csv.reader(io.StringIO("a\nb,c\n"))
print(next(r), r.line_num, next(r), r.line_num, r.dialect.delimiter, iter(r) is r, next(r, "end"))

table = [[1, 2.5, None, "x", 'q"t', "a,b", "l\nm", ""], [""], [], ["é"], [True, (1, 2)]]
for kw in ({}, {"quoting": csv.QUOTE_ALL}, {"quoting": csv.QUOTE_NONNUMERIC}, {"delimiter": ";", "lineterminator": "!\n"},
           {"doublequote": False, "escapechar": "\\"}, {"quotechar": "'"}, {"dialect": "unix"}):
    print(repr(written(table, **kw)))
attempt(written, [[""]], quoting=csv.QUOTE_NONE)
attempt(written, [["a,b"]], quoting=csv.QUOTE_NONE)
attempt(written, [["a,b"]], quoting=csv.QUOTE_NONE, escapechar="/")
attempt(written, [['a"']], doublequote=False)
attempt(written, [5])
attempt(written, 5)
print(csv.writer(io.StringIO()).writerow([1, 2]))

attempt(rows, ["a\rb"])
attempt(rows, [b"a"])
attempt(csv.reader, 5)
attempt(csv.writer, 5)
attempt(csv.reader)
attempt(csv.reader, [], "nope")
for kw in ({"delimiter": ""}, {"delimiter": 3}, {"delimiter": None}, {"quotechar": 3}, {"quotechar": "ab"}, {"quoting": 7}, {"quoting": "7"},
           {"lineterminator": None}, {"lineterminator": 5}, {"quoting": 1, "quotechar": None}, {"foo": None}, {"escapechar": "xy"}):
    attempt(csv.reader, [], **kw)
attempt(csv.reader, [], "excel", 3)
print(csv.reader([], quotechar=None).dialect.quoting)
attempt(csv.field_size_limit, "x")
print(csv.field_size_limit(3))
attempt(rows, "abcd\n")
print(csv.field_size_limit(131072))
attempt(csv.register_dialect, 3)
attempt(csv.register_dialect, "x", delimiter=3)
csv.register_dialect("x", None, delimiter=";")
print(csv.get_dialect("x").delimiter, csv.list_dialects())
csv.unregister_dialect("x")
attempt(csv.unregister_dialect, "x")
attempt(csv.get_dialect, "x")
attempt(csv.get_dialect, [])
d = csv.get_dialect("excel")
print([getattr(d, n) for n in ("delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict")])
print(_csv.Dialect(d) is d, _csv.Dialect("excel", ";").delimiter)


class Mine(csv.Dialect):
    delimiter = "|"
    quotechar = "'"
    lineterminator = "\n"
    quoting = csv.QUOTE_MINIMAL


print(written(table, Mine), rows("a|'b|c'\n", dialect=Mine))


class Broken(csv.Dialect):
    delimiter = "ab"


attempt(Broken)
out = io.StringIO()
w = csv.DictWriter(out, ["a", "b"], extrasaction="ignore")
w.writeheader()
w.writerow({"a": 1, "b": 2, "c": 3})
print(repr(out.getvalue()), list(csv.DictReader(io.StringIO(out.getvalue()))))
print(type(r), type(w.writer), csv.Error.__mro__)
