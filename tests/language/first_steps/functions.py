def add(a, b=10):
    return a + b


def fact(n):
    if n < 2:
        return 1
    return n * fact(n - 1)


def outer(k):
    def inner(v):
        return v + k

    return inner


print(add(1), add(1, 2), add(b=3, a=4), fact(10), fact(25), outer(3)(4), (lambda z: z * 2)(21))
