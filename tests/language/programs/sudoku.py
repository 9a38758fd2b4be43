"""Solving a sudoku by constraint propagation and search."""
rows, cols = "ABCDEFGHI", "123456789"
squares = [r + c for r in rows for c in cols]
units = (
    [[r + c for c in cols] for r in rows]
    + [[r + c for r in rows] for c in cols]
    + [[r + c for r in rs for c in cs] for rs in ("ABC", "DEF", "GHI") for cs in ("123", "456", "789")]
)
peers = {s: {p for u in units if s in u for p in u} - {s} for s in squares}
of = {s: [u for u in units if s in u] for s in squares}


def assign(v, s, d):
    return v if all(eliminate(v, s, x) for x in v[s].replace(d, "")) else False


def eliminate(v, s, d):
    if d not in v[s]:
        return v
    v[s] = v[s].replace(d, "")
    if not v[s]:
        return False
    if len(v[s]) == 1 and not all(eliminate(v, p, v[s]) for p in peers[s]):
        return False
    for u in of[s]:
        places = [t for t in u if d in v[t]]
        if not places or len(places) == 1 and not assign(v, places[0], d):
            return False
    return v


def search(v):
    if v is False or all(len(v[s]) == 1 for s in squares):
        return v
    n, s = min((len(v[s]), s) for s in squares if len(v[s]) > 1)
    for d in v[s]:
        r = search(assign(dict(v), s, d))
        if r:
            return r
    return False


grid = "4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......"
v = {s: cols for s in squares}
for s, d in zip(squares, grid):
    if d in cols:
        assign(v, s, d)
v = search(v)
for r in rows:
    print("".join(v[r + c] for c in cols))
