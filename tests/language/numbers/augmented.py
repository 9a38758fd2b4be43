"""Augmented assignment over all operators and kinds of targets."""
x = 10
x += 5
print(x)
x -= 3
print(x)
x *= 4
print(x)
x /= 6
print(x)
x //= 3
print(x)
x **= 3
print(x)
x %= 5
print(x)
x = 0b1100
x &= 0b1010
print(x)
x |= 0b0001
print(x)
x ^= 0b1111
print(x)
x <<= 4
print(x)
x >>= 2
print(x)


class Log:
    def __init__(self, name):
        self.name = name

    def __getattr__(self, attribute):
        if attribute.startswith("__i") and attribute.endswith("__"):
            print("asked", attribute)
        raise AttributeError(attribute)


class InPlace:
    def __iadd__(self, other):
        return ("iadd", other)

    def __imatmul__(self, other):
        return ("imatmul", other)

    def __sub__(self, other):
        return ("sub", other)

    def __imul__(self, other):
        return NotImplemented

    def __mul__(self, other):
        return ("mul", other)


a = InPlace()
a += 1
print(a)
a = InPlace()
a @= 1
print(a)
a = InPlace()
a -= 1
print(a)
a = InPlace()
a *= 1
print(a)
try:
    a = InPlace()
    a /= 1
except TypeError as error:
    print(error)
try:
    a = 5
    a += "x"
except TypeError as error:
    print(error)
try:
    a = "x"
    a -= 1
except TypeError as error:
    print(error)
try:
    a = [1]
    a @= [2]
except TypeError as error:
    print(error)

l = [1, 2]
m = l
l += (3, 4)
print(l, m is l)
l *= 2
print(l, m is l)
l = l + [9]
print(m is l, len(l))
s = {1}
t = s
s |= {2}
s &= {2, 3}
s ^= {7}
s -= {2}
print(s, t is s)
d = {"a": 1}
e = d
d |= {"b": 2}
print(d, e is d)
tup = (1,)
u = tup
tup += (2,)
print(tup, u)
text = "a"
text += "b"
text *= 3
print(text)


class Holder:
    value = 1


h = Holder()
h.value += 5
print(h.value, Holder.value, h.__dict__)
grid = [[1, 2], [3, 4]]
grid[1][0] += 10
grid[0][-1] *= 7
print(grid)
counter = {}
for word in "a b a c b a".split():
    counter[word] = counter.get(word, 0)
    counter[word] += 1
print(counter)
order = []


def target():
    order.append("target")
    return [0]


def index():
    order.append("index")
    return 0


def value():
    order.append("value")
    return 1


target()[index()] += value()
print(order)
t = ([1],)
try:
    t[0] += [2]
except TypeError as error:
    print(error, t)
