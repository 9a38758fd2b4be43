"""itertools."""
from itertools import *

print(
    list(islice(count(5), 3)),
    list(islice(count(1, 2.5), 3)),
    list(islice(cycle("ab"), 5)),
    list(repeat("x", 2)),
    list(islice(repeat(1), 3)),
    count(3),
    repeat(1, 2),
    repeat("a"),
)
print(
    list(accumulate([1, 2, 3])),
    list(accumulate([1, 2, 3], lambda a, b: a * b)),
    list(accumulate([1, 2], initial=10)),
    list(accumulate([])),
    list(accumulate("abc")),
)
print(
    list(chain("ab", [1])),
    list(chain()),
    list(chain.from_iterable(["ab", [1]])),
    list(compress("abcd", [1, 0, 1])),
    list(dropwhile(lambda x: x < 3, [1, 3, 2])),
    list(takewhile(lambda x: x < 3, [1, 2, 3, 1])),
    list(filterfalse(lambda x: x % 2, range(5))),
    list(filterfalse(None, [0, 1])),
)
print(
    [(k, list(g)) for k, g in groupby("aabbc")],
    [(k, list(g)) for k, g in groupby([1, 3, 2, 4], lambda x: x % 2)],
    [k for k, g in groupby("aab")],
)
print(
    list(islice("abcdef", 2)),
    list(islice("abcdef", 1, 4)),
    list(islice("abcdef", 0, None, 2)),
    list(islice("abc", None)),
    list(islice("abc", 5, 10)),
)
print(
    list(product("ab", [1, 2])),
    list(product()),
    list(product("a", repeat=2)),
    len(list(product(range(3), repeat=3))),
    list(product([], "a")),
)
print(
    list(permutations("abc", 2)),
    list(permutations([1, 2])),
    list(combinations("abc", 2)),
    list(combinations("ab", 3)),
    list(combinations_with_replacement("ab", 2)),
    list(permutations([], 0)),
    len(list(permutations(range(5)))),
)
print(
    list(zip_longest("ab", [1], fillvalue="-")),
    list(zip_longest("ab", "c", "def")),
    list(starmap(pow, [(2, 3), (3, 2)])),
    list(pairwise("abcd")),
    list(pairwise([1])),
)
a, b, c = tee([1, 2, 3], 3)
print(next(a), list(b), list(a), list(c), list(tee([], 2)[0]), tee([1], 0))
g = groupby("aab")
k1, g1 = next(g)
k2, g2 = next(g)
print(k1, list(g1), k2, list(g2))
for f in (
    lambda: list(islice([1], -1)),
    lambda: islice([1], 0, 5, 0),
    lambda: islice([1], "a"),
    lambda: count("a"),
    lambda: repeat(),
    lambda: list(permutations("ab", -1)),
    lambda: list(combinations("ab", -1)),
    lambda: product(5),
    lambda: chain(5).__next__(),
    lambda: cycle(5),
    lambda: list(starmap(pow, [5])),
    lambda: tee(5),
    lambda: tee([], -1),
    lambda: product("a", repeat=-1),
    lambda: groupby(),
    lambda: list(accumulate([1, "a"])),
    lambda: list(compress(5, 5)),
    lambda: zip_longest(5),
    lambda: pairwise(5),
    lambda: repeat(1, "a"),
    lambda: dropwhile(5),
    lambda: list(takewhile(5, [1])),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def primes():
    seen = []
    for n in count(2):
        if all(n % p for p in takewhile(lambda p: p * p <= n, seen)):
            seen.append(n)
            yield n


print(
    list(islice(primes(), 15)),
    sum(takewhile(lambda x: x < 100, accumulate(count(1)))),
    list(islice(chain.from_iterable(repeat("ab")), 5)),
    repeat("q", 3).__length_hint__(),
    type(count()).__name__,
)
