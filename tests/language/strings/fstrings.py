"""f-strings."""
name, value, width, prec = "Ann", 3.14159, 10, 3
print(f"{name} {value}", f"{name!r} {name!s} {name!a}", f"{value:.2f}|{value:{width}.{prec}}|{name:>{width}}|{name:*^{width}}", f"{{}} {{{name}}}")
print(f"{1 + 2 * 3}", f"{name.upper()}", f"{[x * 2 for x in range(3)]}", f"{ {'a': 1}['a'] }", f"{(lambda x: x + 1)(4)}", f"{'nested ' + f'{name}'}", f"{name if value > 3 else 'no'}")
print(f"{value=}", f"{value = :.1f}", f"{name=!s}", f"{1+1=}", f"{ name = }", f"{name=:>5}", f"{value*2=:.3e}")
print(f"a" "b" f"{name}" 'c', f'''{
    name
} multi
line''', rf"\n{name}", fr"\d{width}", f"\t{name}\n".encode())
print(f"{'a' 'b'}", f"{name!r:>8}", f"{'x':^{3 + 2}}|", f"{width:{'0'}>{5}}", f"{True!s:6}|", f"{3:{'>'}{6}}")
print(f"{name[0]} {name[-1:]}", f"{'%d' % 5}", f"{3 != 4}", f"{3 == 3}", f"{not True}", f"{1 < 2}", f"{'!'}", f"{'a:b'}", f"{(x := 5)} {x}")
print(f"{1_000:,}", f"{255:#x} {255:08b}", f"{-5:+d}", f"{0.5:%}", f"{1e10:g}", f"{'é':>3}", f"{None}", f"{...}", f"{b'x'}", f"{1j}")


def outer():
    local = "local"

    def inner():
        return f"{local} {name} {__name__}"
    return inner()


print(outer())


class Point:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"Point({self.x!r})"

    def __str__(self):
        return f"<{self.x}>"

    def __format__(self, spec):
        return f"fmt[{spec}]"


p = Point(1)
print(f"{p} {p!r} {p!s} {p:spec} {p!r:>12} {p.x:03}", f"{p=} {p=!s} {p=:x}")
print(f"{lambda_ if (lambda_ := 1) else 2}", f"{ {1, 1} }", f"{ {k: v for k, v in [(1, 2)]} }", f"{yield_ if False else 0}" if False else "")
print(f'{"a"}{"b"!r}', f"{'''triple'''}", f"", f"{''}", len(f"{'':10}"))
print([f"{i}{c}" for i in range(2) for c in "ab"], "".join(f"{i:02d}" for i in range(5)))
try:
    f"{nope}"
except NameError as error:
    print(error)
try:
    f"{5:s}"
except ValueError as error:
    print(error)
try:
    f"{[]:5}"
except TypeError as error:
    print(error)
