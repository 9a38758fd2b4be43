"""Matrices: a class with operators; determinant with fractions by hand."""


class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    def __matmul__(self, o):
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])

    def __add__(self, o):
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, o.rows)])

    def __mul__(self, k):
        return Matrix([[a * k for a in r] for r in self.rows])

    __rmul__ = __mul__

    def __pow__(self, n):
        result, base = Matrix.identity(len(self.rows)), self
        while n:
            if n & 1:
                result = result @ base
            base = base @ base
            n >>= 1
        return result

    def __eq__(self, o):
        return self.rows == o.rows

    def __getitem__(self, ij):
        return self.rows[ij[0]][ij[1]]

    def __setitem__(self, ij, v):
        self.rows[ij[0]][ij[1]] = v

    def transpose(self):
        return Matrix(zip(*self.rows))

    def det(self):
        m, sign, prev, n = [r[:] for r in self.rows], 1, 1, len(self.rows)
        for k in range(n - 1):
            if not m[k][k]:
                for i in range(k + 1, n):
                    if m[i][k]:
                        m[k], m[i] = m[i], m[k]
                        sign = -sign
                        break
                else:
                    return 0
            for i in range(k + 1, n):
                for j in range(k + 1, n):
                    m[i][j] = (m[i][j] * m[k][k] - m[i][k] * m[k][j]) // prev
            prev = m[k][k]
        return sign * m[-1][-1]

    def __repr__(self):
        return "[" + "; ".join(" ".join(map(str, r)) for r in self.rows) + "]"


f = Matrix([[1, 1], [1, 0]])
print(f**10, (f**90)[0, 1], 2 * f + f, f @ f == f**2, f.transpose())
m = Matrix([[(i * 7 + j * 3) % 11 for j in range(6)] for i in range(6)])
print(m, m.det())
m[0, 0] = 100
print(m.det(), (m**3)[2, 3])
h = [[float(i * j % 5 + (i == j)) for j in range(20)] for i in range(20)]
p = Matrix(h) @ Matrix(h)
print(p[3, 4], sum(map(sum, p.rows)))
