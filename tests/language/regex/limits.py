"""Long subjects and deep patterns need no deep C++ stack."""
import re

text = "ab" * 50000
print(re.fullmatch("(?:(a)|(b))*", text).groups())
print(re.fullmatch("(?:a|b)*?", text).span(), re.match("(?:ab)*+", text).end())
print(re.match("(?:(?:a|x)(?:b|y))*c", text), len(re.findall("(?=(ab))", text)))
nested = "(" * 90 + "x" + ")" * 90
print(re.match(nested, "x").groups() == ("x",) * 90)
print(re.match("(?:" * 90 + "x" + ")*" * 90, "x" * 50).span())
print(re.match("|".join("w%d" % i for i in range(1000)) + "$", "w999"), re.search("x{65535}", "x" * 65534))
print(re.match(".{1,70000}", "é" * 80000).end(), re.match("(?:é){70000,}", "é" * 80000).end())
for pattern in ("a{4294967295}", "a{4294967296}", "a{3,2}"):
    try:
        print(re.compile(pattern).match("aaa"))
    except (OverflowError, re.error) as e:
        print(type(e).__name__, e)
