s = "Hello, World"
print(s.upper(), s.lower(), len(s), s[0], s[-5:], s.replace("World", "Krait"), s.split(", "))
print("%s is %d" % ("x", 5), "{} and {}".format(1, 2), f"{s!r:>20} {3.14159:.2f}")
print("-".join(["a", "b"]), "a" * 3, "ell" in s, s.find("o"), s == "Hello, World")
