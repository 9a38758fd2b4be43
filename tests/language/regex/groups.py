"""What groups hold, after loops and after backtracking."""
import re


def show(pattern, text, flags=0):
    m = re.search(pattern, text, flags)
    print(pattern, ascii(text), m and (m.span(), ascii(m.groups()), m.lastindex, m.lastgroup, m.regs))


show("(a)|(b)", "b")
show("(?:(a)|b)*", "ab")
show("(?:(a)|(b))*", "abab")
show("((a)|b)*?c", "abbac")
show("(a*)*", "aaab")
show("(a|ab)(bc|c)?", "abc")
show("(?P<first>.)(?P<rest>.*)", "xyz")
show("(a(b)?)+", "aba")
show("(?:(?:(a)|b)+c)*", "abcbc")
show("(?=(a+))a*b\\1", "baaabac")
show("(?!(a)b)(.)", "ac")
show("(?<=(.)b)c", "abc")
show("(a)?(?(1)b|c)", "ab")
show("(a)?(?(1)b|c)", "c")
show("(?P<q>['\"]).*?(?P=q)", "x 'y\"' \"")
show("(é|中)+\\1", "é中中")
show("(k)\\1", "kK", re.I)
show("(?>(a+))b", "aab")
show("(?>a+)ab", "aaab")
show("(a|b)*+c", "abac")
show("(?:ab?c)++", "acabcab")
show("a{2,3}+a", "aaaa")
show("a?+b|(a)", "ab")
show("(x{0,2}?)(x*)", "xxxx")
show("((?:a|b){2,3}?)b", "abab")

m = re.match("(?P<a>.)(?P<b>x)?", "éy")
print(ascii(m.group(0, 1, "a")), m["b"], m.groups("none"), m.groupdict(), m.groupdict(0))
print(m.start("a"), m.end(1), m.span("b"), m.start(2), m[True])
for bad in (3, -1, "c", 1.0, None, 2 ** 80):
    for f in (m.group, m.start, m.__getitem__):
        try:
            f(bad)
        except IndexError as e:
            print(repr(bad), e)
print(m.expand(r"<\1\g<b>\g<0>>"), m.re.groupindex, m.re.groups)
