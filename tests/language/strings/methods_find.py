"""Searching and counting."""
s = "the cat sat on the mat"
print(
    s.find("cat"),
    s.find("dog"),
    s.find("the", 1),
    s.find("t", 5, 9),
    s.find(""),
    s.find("", 100),
    s.find("", 22),
    s.find("a", -3),
)
print(s.rfind("the"), s.rfind("zz"), s.rfind("t", 0, 5), s.rfind(""), s.index("sat"), s.rindex("at"))
print(
    s.count("at"),
    s.count("t", 3),
    s.count(""),
    "aaaa".count("aa"),
    s.count("the", 1),
    "".count(""),
    "abc".count("", 1, 2),
)
print(
    s.startswith("the"),
    s.startswith("cat", 4),
    s.startswith(("x", "the")),
    s.startswith(()),
    s.endswith("mat"),
    s.endswith(("a", "t")),
    s.endswith("the", 0, 18),
    s.startswith(""),
    s.startswith("", 100),
)
print("ab" in "cabd", "é" in "caféz", "" in "", "a\0b".find("\0"))
for f in (
    lambda: s.index("dog"),
    lambda: s.rindex("dog"),
    lambda: s.find(1),
    lambda: s.startswith(1),
    lambda: s.startswith(("a", 1)),
    lambda: s.count(),
    lambda: s.endswith([]),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ":", error)
u = "naïve café, naïve"
print(
    u.find("café"), u.rfind("naïve"), u.count("ï"), u.index("é"), u.find("ï", 3), u.rfind("ï", 0, 10), u[u.find("c") :]
)
long = "ab" * 500 + "c"
print(
    long.find("c"),
    long.find("abc"),
    long.count("ba"),
    long.rfind("ba"),
    ("a" * 1000).find("b"),
    ("a" * 50 + "b").find("a" * 10 + "b"),
)
