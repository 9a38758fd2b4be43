"""Indexing and slicing of ASCII and other strings, with all steps; iteration; comparison; repetition."""
def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

strings = ["", "a", "hello world", "añb", "日本語テキスト", "x\U0001f600y" * 30, "abc" * 50 + "é" + "def" * 50]
for s in strings:
    n = len(s)
    print(n, [s[i] for i in range(-n, n)][:40])
    for start in (None, 0, 1, -2, 5, 100, -100):
        for stop in (None, 0, 3, -1, 100):
            row = [s[start:stop]]
            for step in (1, 2, 3, -1, -2, 7, 100, -100):
                row.append(s[start:stop:step])
            print(hash(tuple(row)) == hash(tuple(row)), [len(r) for r in row], row[2][:10], row[4][:10], row[5][:10])
    print("".join(reversed(s)) == s[::-1], list(s)[:5], [c for c in s] == [s[i] for i in range(n)])
for f in [lambda: "abc"[3], lambda: "abc"[-4], lambda: strings[2]["x"], lambda: strings[2][1.0], lambda: strings[2][None], lambda: "abc"[::0],
          lambda: "abc"["a":], lambda: "abc"[10**30], lambda: "abc"[True], lambda: "abc" * -1, lambda: "ab" * 3, lambda: 3 * "ñ",
          lambda: "a" * 1.5, lambda: "a" * "b", lambda: "a" + 1, lambda: 1 + "a", lambda: "a" < 1, lambda: "a" == 1, lambda: "a" != 1,
          lambda: "a" + None, lambda: "a" + b"b"]:
    attempt(f)
words = ["b", "a", "B", "", "é", "z", "日", "\U0001f600", "\uffff", "ab", "a\0", "a"]
print(sorted(words), max(words), min(words), [a < b for a in words[:6] for b in words[:6]])
class Index:
    def __index__(self):
        return 1
print("abc"[Index()], "abcdef"[Index():5:Index()], "ab" * Index())
class Reflected:
    def __radd__(self, other):
        return ("radd", other)
    def __rmul__(self, other):
        return ("rmul", other)
print("a" + Reflected(), "a" * Reflected())
it = iter("añ日")
print(next(it), it.__length_hint__(), list(it), list(it), next(it, "end"))
s = ""
for i in range(2000):
    s += chr(97 + i % 26) if i % 100 else "é"
print(len(s), s[100], s[1999], s.count("é"), s[::500])
t = s
t += "!"
u = s + "?"
print(t[-3:], u[-3:], s[-3:], len(t), len(u))
