"""Characters beyond ASCII in identifiers, methods and comparison."""
größe = 5
naïve = größe + 1
print(größe, naïve, "größe" in globals())
ﬁ = "normalised to fi"
print(fi)


def función(año=1):
    return año


print(función(año=2), función.__name__)


class Größe:
    länge = 3


print(Größe.länge, Größe().länge, vars(Größe)["länge"], Größe.__name__)
text = "Ωmega \u0301e\u0301 日本語 \U0001d54f"
print(len(text), [hex(ord(c)) for c in text[-3:]], text.upper(), text.isalpha(), text.split(), text[6:9].encode())
print("日本語"[1], "日本語".find("語"), "日本語" < "日本誌", "z" < "é", "\U0001f600" > "\uffff", sorted(["é", "z", "a", "É"]))
print(
    "日本" * 2,
    "日" in "日本語",
    "本".join(["a", "b"]),
    "日本語".center(7, "*"),
    "%5s|" % "日",
    f"{'日本':>4}|",
    "{:_<4}".format("語"),
)
for i, c in enumerate("aé日\U0001f600"):
    print(i, c, ord(c), len(c.encode()), c.isprintable(), repr(c))
print("\u0130".lower() == "i\u0307", "straße".casefold() == "STRASSE".casefold(), "ﬀ".casefold())
print("\x85\xa0".isspace(), "\u200b".isspace(), "\u200b".isprintable(), repr("\xa0\xad\u200b\ue000\ufeff"))
print("".join(chr(i) for i in range(0x3B1, 0x3CA)).upper())
