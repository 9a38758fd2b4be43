def risky(n):
    try:
        if n == 0:
            return 1 / n
        if n == 1:
            raise ValueError("one")
        return "fine"
    except ZeroDivisionError as error:
        return "zero: " + str(error)
    except ValueError as error:
        return "value: " + str(error)
    finally:
        print("finally", n)


for n in range(3):
    print(risky(n))
