def squares(n):
    for i in range(n):
        yield i * i


for v in squares(4):
    print(v)
print(list(squares(3)), sum(x for x in range(10)), next(squares(1)))
