"""Subclasses of str."""


class Name(str):
    extra = "class attribute"

    def __new__(cls, text, note=None):
        self = super().__new__(cls, text)
        self.note = note
        return self

    def shout(self):
        return self.upper() + "!"

    def __eq__(self, other):
        return str.__eq__(self.lower(), str(other).lower())

    def __hash__(self):
        return hash(self.lower())


n = Name("Ann", note=5)
print(
    n,
    n.note,
    n.shout(),
    n == "ANN",
    "ann" == n,
    n != "bob",
    n in {"ann"},
    {n: 1}[n],
    len(n),
    n[0],
    n[::-1],
    type(n[0]).__name__,
)
print(
    isinstance(n, str),
    type(n + "x").__name__,
    type(n.upper()).__name__,
    type(str(n)).__name__,
    type(n * 1).__name__,
    repr(n),
    f"{n:>5}",
    "%s" % n,
    ",".join([n, "x"]),
    n.extra,
)
print(
    sorted([Name("b"), Name("a")]),
    n.startswith("A"),
    Name("a,b").split(","),
    n.replace("A", "E"),
    n.__dict__,
    "-".join(n),
)


class Loud(str):
    def __str__(self):
        return "LOUD"

    def __repr__(self):
        return "Loud()"

    def __format__(self, spec):
        return "fmt"

    def __len__(self):
        return 99

    def __getitem__(self, index):
        return "item"

    def __contains__(self, item):
        return True


q = Loud("quiet")
print(
    q,
    [q],
    f"{q}",
    "%s %r" % (q, q),
    len(q),
    q[0],
    "zz" in q,
    q + "!",
    q.upper(),
    str(q),
    "".join([q]),
    {"quiet": 1}[q],
    q == "quiet",
    bool(Loud("")),
)
