"""maketrans and translate, of text and of bytes."""
def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)

print(str.maketrans("abc", "xyz"), str.maketrans("ab", "ñ日", "c"), str.maketrans({"a": 1, 98: "x", "c": None}))
print("aabbcc".translate(str.maketrans("ab", "xy", "c")), "añ日".translate({241: "NN", 0x65E5: None, 97: 98}))
class Table:
    def __getitem__(self, c):
        if c == 97:
            raise LookupError
        if c == 98:
            return None
        return chr(c).upper() + "."
print("abcñ".translate(Table()), "".translate({}), "abc".translate({}), "abc".translate([None] * 98 + ["B"]))
attempt(str.maketrans, "ab", "x")
attempt(str.maketrans, 1, "x")
attempt(str.maketrans, "a", 1)
attempt(str.maketrans, "a")
attempt(str.maketrans, {"ab": 1})
attempt(str.maketrans, {1.5: 1})
attempt("a".translate, {97: 1.5})
attempt("a".translate, {97: 0x110000})
attempt("a".translate, {97: -1})
attempt("a".translate, 5)
table = bytes.maketrans(b"abc", b"xyz")
print(b"aabbcc".translate(table), b"abc".translate(None, b"b"), bytearray(b"abc").translate(table, b"a"), b"abc".translate(table, delete=b"c"))
attempt(bytes.maketrans, b"a", b"")
attempt(b"a".translate, b"short")
attempt(b"a".translate, "x")
