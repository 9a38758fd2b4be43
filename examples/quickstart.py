"""The script of examples/quickstart.cc: a shop whose prices the host knows."""

from collections import Counter

customers = 0


def total(basket):
    global customers
    customers += 1
    return sum(price_of(item) for item in basket)


def receipt(basket):
    lines = []
    for item, count in Counter(basket).most_common():
        lines.append(f"{count:3d} x {item:<8} {count * price_of(item):7.2f} {currency}")
    return "\n".join(lines) + "\n"
