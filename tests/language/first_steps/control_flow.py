for i in range(5):
    if i == 1:
        continue
    elif i == 4:
        break
    else:
        print(i)
n = 10
while n > 7:
    n -= 1
    print("n", n)
print("done" if n == 7 else "?")
