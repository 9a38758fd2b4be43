"""Random expressions over the builtin types, for programs that must print the same everywhere.

Grammar by weights: a literal, an operator, a call of a method or builtin, a subscript, a display, a comprehension, a format. Any operand may be
of any type, so that errors and their words are compared as much as results. Sizes stay small: exponents, shifts and repeat
counts are literals.
"""

INTS = [
    "0",
    "1",
    "-1",
    "2",
    "3",
    "7",
    "-5",
    "10",
    "255",
    "True",
    "False",
    "2**31",
    "2**48-1",
    "-2**48",
    "2**63",
    "10**20",
    "-10**25",
]
FLOATS = [
    "0.0",
    "-0.0",
    "1.5",
    "-2.25",
    "1e16",
    "1e-5",
    "0.1",
    "1e300",
    "float('inf')",
    "float('nan')",
    "3.0",
    "123456.789",
]
STRINGS = [
    "''",
    "'a'",
    "'abc'",
    "'Hello World'",
    "'12'",
    "'é€'",
    "'a,b,,c'",
    "'  x '",
    "'\\n'",
    "'\\U0001f600z'",
    "'{}'",
    "'%s'",
    "'aXbXc'",
]
BYTES = ["b''", "b'a'", "b'abc'", "b'\\xff\\x00'", "bytearray(b'xy')"]
LISTS = [
    "[]",
    "[1]",
    "[3, 1, 2]",
    "['b', 'a']",
    "[1, 'a', None]",
    "[[1], [2]]",
    "[1.5, 2]",
    "list(range(5))",
]
TUPLES = ["()", "(1,)", "(1, 2, 3)", "('a', 2)", "((1, 2), 3)"]
DICTS = ["{}", "{'a': 1}", "{1: 'x', 2: 'y'}", "{(1, 2): [3]}", "{None: True}", "{'k': {'n': 1}}"]
SETS = ["set()", "{1}", "{1, 2, 3}", "frozenset([2, 3])", "frozenset()"]
OTHERS = [
    "None",
    "...",
    "range(5)",
    "range(10, 0, -3)",
    "slice(1, 2)",
    "1j",
    "2-3j",
    "int",
    "str",
    "len",
    "NotImplemented",
]
ALL = [INTS, INTS, FLOATS, STRINGS, STRINGS, BYTES, LISTS, LISTS, TUPLES, DICTS, SETS, OTHERS]

BINARY = [
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "&",
    "|",
    "^",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "and",
    "or",
    "in",
    "not in",
    "is",
    "@",
]
UNARY = ["-", "+", "~", "not "]
SMALL = ["0", "1", "2", "3", "-1", "5"]
SPECS = [
    "",
    "d",
    "x",
    "5",
    "<8",
    ">8",
    "^8",
    "05",
    "+",
    ".2f",
    "e",
    "g",
    "%",
    ",",
    "s",
    ".2",
    "#x",
    "b",
    "c",
    "_",
    "*^9",
    "10.3f",
    "n",
    "q",
]
PERCENTS = [
    "%d",
    "%5d",
    "%s",
    "%r",
    "%.2f",
    "%x",
    "%e",
    "%g",
    "%c",
    "%-6s|",
    "%05d",
    "%+d",
    "%%",
    "%s %s",
    "%(a)s",
    "%a",
    "%5.1f",
    "%#x",
    "%i",
]

BUILTINS = [
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "bool",
    "bytes",
    "callable",
    "chr",
    "complex",
    "dict",
    "enumerate",
    "float",
    "frozenset",
    "hex",
    "int",
    "iter",
    "len",
    "list",
    "max",
    "min",
    "oct",
    "ord",
    "repr",
    "reversed",
    "round",
    "set",
    "sorted",
    "str",
    "sum",
    "tuple",
    "type",
    "range",
    "slice",
    "bytearray",
    "next",
    "zip",
]
METHODS = {
    "string": [
        "upper()",
        "lower()",
        "strip()",
        "split()",
        "split({e})",
        "join({e})",
        "replace({e}, {e})",
        "find({e})",
        "count({e})",
        "index({e})",
        "startswith({e})",
        "endswith({e})",
        "title()",
        "capitalize()",
        "isdigit()",
        "isalpha()",
        "zfill({s})",
        "center({s})",
        "ljust({s}, '*')",
        "partition({e})",
        "encode()",
        "splitlines()",
        "format({e})",
        "swapcase()",
        "rsplit({e}, {s})",
        "expandtabs({s})",
        "removeprefix({e})",
        "isidentifier()",
        "translate({e})",
        "casefold()",
        "rfind({e}, {s})",
    ],
    "list": [
        "count({e})",
        "index({e})",
        "copy()",
        "append({e})",
        "extend({e})",
        "insert({s}, {e})",
        "pop()",
        "pop({s})",
        "remove({e})",
        "reverse()",
        "sort()",
        "clear()",
    ],
    "dict": [
        "get({e})",
        "get({e}, {e})",
        "keys()",
        "values()",
        "items()",
        "pop({e})",
        "pop({e}, {e})",
        "setdefault({e}, {e})",
        "copy()",
        "update({e})",
        "popitem()",
    ],
    "set": [
        "union({e})",
        "intersection({e})",
        "difference({e})",
        "issubset({e})",
        "isdisjoint({e})",
        "copy()",
    ],
    "int": [
        "bit_length()",
        "conjugate()",
        "to_bytes(4, 'big')",
        "as_integer_ratio()",
        "__add__({e})",
        "__eq__({e})",
        "__floordiv__({e})",
        "bit_count()",
    ],
    "float": [
        "is_integer()",
        "hex()",
        "as_integer_ratio()",
        "__mul__({e})",
        "__lt__({e})",
        "__round__({s})",
        "__divmod__({e})",
    ],
    "bytes": [
        "decode()",
        "hex()",
        "find({e})",
        "split({e})",
        "upper()",
        "replace({e}, {e})",
        "join({e})",
        "startswith({e})",
    ],
}
OF = {
    "string": STRINGS,
    "list": LISTS,
    "dict": DICTS,
    "set": SETS,
    "int": INTS[:12],
    "float": FLOATS,
    "bytes": BYTES,
}


class Expressions:
    """Makes expressions as text from a source of chance."""

    def __init__(self, chance):
        self.chance = chance

    def literal(self):
        return self.chance.choice(self.chance.choice(ALL))

    def small(self):
        return self.chance.choice(SMALL)

    def method(self, depth):
        kind = self.chance.choice(list(METHODS))
        call = self.chance.choice(METHODS[kind])
        receiver = f"({self.chance.choice(OF[kind])})"
        while "{e}" in call or "{s}" in call:
            call = (
                call.replace("{e}", self.make(depth - 1), 1)
                if "{e}" in call
                else call.replace("{s}", self.small(), 1)
            )
        return f"{receiver}.{call}"

    def subscript(self, depth):
        form = self.chance.choice(["[{s}]", "[{s}:{s}]", "[::{s}]", "[{s}:]", "[:{s}]", "[{e}]"])
        while "{s}" in form:
            form = form.replace("{s}", self.small(), 1)
        return f"({self.make(depth - 1)}){form.replace('{e}', self.literal())}"

    def display(self, depth):
        a, b = self.make(depth - 1), self.make(depth - 1)
        return self.chance.choice(
            [
                f"[{a}, {b}]",
                f"({a}, {b})",
                f"{{{a}: {b}}}",
                f"[*({a}), {b}]",
                f"{{**({a}), 1: {b}}}",
                f"(lambda x, y: x)({a}, {b})",
                f"(lambda *a: a)(*({a}))",
            ]
        )

    def comprehension(self, depth):
        source = self.make(depth - 1)
        body = self.chance.choice(
            ["v", "(v, v)", f"v {self.chance.choice(BINARY[:5])} {self.literal()}", "str(v)", "[v]"]
        )
        return self.chance.choice(
            [
                f"[{body} for v in ({source})]",
                f"list({body} for v in ({source}) if v)",
                f"{{repr(v): {body} for v in ({source})}}",
                f"[i for i, v in enumerate(({source}))]",
            ]
        )

    def formatting(self, depth):
        value = self.make(depth - 1)
        return self.chance.choice(
            [
                f"format({value}, {self.chance.choice(SPECS)!r})",
                f"{self.chance.choice(PERCENTS)!r} % ({value})",
                f"'{{!r:>12}}|{{}}'.format({value}, {self.literal()})",
            ]
        )

    def operator(self, depth):
        a, b = self.make(depth - 1), self.make(depth - 1)
        kind = self.chance.randrange(10)
        if kind == 0:
            return f"{self.chance.choice(UNARY)}({a})"
        if kind == 1:
            return f"({a}) {self.chance.choice(['**', '<<', '>>', '*'])} {self.small()}"
        if kind == 2:
            return f"({a}) {self.chance.choice(['<', '==', '<=', '!='])} ({b}) {self.chance.choice(['<', '==', '>='])} ({self.literal()})"
        if kind == 3:
            return f"({a}) if ({b}) else ({self.literal()})"
        sign = self.chance.choice(BINARY)
        if sign == "*":
            b = self.small()
        return f"({a}) {sign} ({b})"

    def call(self, depth):
        name = self.chance.choice(BUILTINS)
        arguments = [self.make(depth - 1) for _ in range(self.chance.choice([1, 1, 1, 2]))]
        return f"{name}({', '.join(arguments)})"

    def make(self, depth):
        if depth <= 0 or self.chance.random() < 0.2:
            return self.literal()
        return self.chance.choice(
            [
                self.operator,
                self.operator,
                self.operator,
                self.method,
                self.method,
                self.call,
                self.call,
                self.subscript,
                self.display,
                self.comprehension,
                self.formatting,
            ]
        )(depth)
