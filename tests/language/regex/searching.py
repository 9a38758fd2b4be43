"""Searching: match, search, fullmatch, findall, finditer, positions and their limits."""
import re

word = re.compile(r"\w+")
for text in ("", "one", "  two three", "é中 x", "😀 smile", "a\nb"):
    m = word.search(text)
    print(ascii(text), m and (ascii(m.group()), m.span()), word.match(text) is not None,
          word.fullmatch(text) is not None, ascii(word.findall(text)))

print([m.span() for m in re.finditer("x*", "axxb")])
print([m.span() for m in re.finditer("(?=b)|a", "ab ab")])
print(re.findall("a|(b)", "abab"), re.findall("(a)(b)?", "aab"))

# pos and endpos limit what is searched, but ^ and look-behind still see the beginning.
p = re.compile("^b|(?<=a)b")
print(p.search("ab", 1).span(), p.match("b", 0, 0), p.match("cb", 1))
print([re.compile("b$").search("abab", 0, e) is not None for e in range(5)])
print(re.compile("").match("abc", 5, 9).span(), re.compile("").match("abc", -5, -2).span())
print(re.compile("é+").search("aéééa", 2, 3).span())

print(re.search("needle", "hay" * 100 + "needle").start())
print(re.search("中文", "é" * 100 + "中文").span())
print(re.search("b*c", "bbbbbb"), re.search("[^a]", "aaaab").start())
print(re.fullmatch("a|ab|abc", "abc").group(), re.fullmatch("(?:a|ab)(?:c|bcd)(?:d*)", "abcd").span())

scanner = re.compile(r"(\d)|([a-z])| ").scanner("a1 b_2")
print([scanner.match().lastindex for _ in range(4)], scanner.match(), scanner.match())
scanner = re.compile(r"\d").scanner("a1 b_2")
print(scanner.search(), scanner.search(), scanner.search(), scanner.pattern)
