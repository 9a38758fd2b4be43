"""Lists: making, reading, changing."""
a = [1, 2, 3]
print(a, len(a), a[0], a[-1], [], [1], list(), list("abc"), list(range(4)), [None, True, 1.5, "x", [1]])
a.append(4)
a.extend([5, 6])
a.extend("xy")
a.insert(0, 0)
a.insert(-1, "mid")
a.insert(100, "end")
a.insert(-100, "start")
print(a, len(a))
print(a.pop(), a.pop(0), a.pop(-1), a)
a.remove("mid")
print(a)
a[1] = "one"
a[-1] = "last"
print(a)
del a[0]
del a[-1]
print(a)
print(a.index(3), a.count(3), 3 in a, 99 in a, 99 not in a, a.index(5, 1), [1, 2, 1].index(1, 1))
b = a.copy()
b.reverse()
print(a, b, a is b, a[:] == a)
a.clear()
print(a, not a)
print([1, 2] + [3], [1, 2] * 2, 2 * [0], [1] * 0, [1] * -1, [[]] * 2)
print(
    [1, 2] == [1, 2],
    [1, 2] != [2, 1],
    [1, 2] < [1, 3],
    [1] < [1, 0],
    [] < [1],
    [1, "a"] == [1, "a"],
    [1, 2] == (1, 2),
    [2] > [1, 9],
    [1.0] == [1],
)
nested = [[0] * 2 for _ in range(2)]
nested[0][1] = 5
alias = [[0] * 2] * 2
alias[0][1] = 5
print(nested, alias)
c = [1, 2]
c.append(c)
print(c, c == c, len(c), c[2] is c)
print(list({1: 2}), list((1, 2)), [*"ab", *range(2), *[]], [x for x in [3, 1]], list(map(str, [1, 2])))
x, *y = [1, 2, 3]
*p, q = "abc"
(m, n), o = [1, 2], 3
[r, [s]] = 1, [2]
print(x, y, p, q, m, n, o, r, s)
for bad in (
    lambda: [][0],
    lambda: [1][5],
    lambda: [1][-2],
    lambda: [].pop(),
    lambda: [1].pop(3),
    lambda: [1].remove(2),
    lambda: [1].index(2),
    lambda: [1] + (2,),
    lambda: [1] + 1,
    lambda: [1] < 5,
    lambda: [1] < ["a"],
    lambda: [1, 2].sort(3),
    lambda: list(5),
    lambda: list("a")["a"],
    lambda: [].insert(1),
    lambda: {[]: 1},
    lambda: hash([]),
    lambda: list(1, 2),
    lambda: [].append(),
    lambda: [].nope,
):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__ + ":", error)
