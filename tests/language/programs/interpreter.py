"""A small Lisp: tokens, parser, environments, closures, tail loops."""


def tokens(s):
    return s.replace("(", " ( ").replace(")", " ) ").split()


def parse(ts):
    t = ts.pop(0)
    if t == "(":
        l = []
        while ts[0] != ")":
            l.append(parse(ts))
        ts.pop(0)
        return l
    try:
        return int(t)
    except ValueError:
        try:
            return float(t)
        except ValueError:
            return t


class Env(dict):
    def __init__(self, names=(), args=(), outer=None):
        super().__init__(zip(names, args))
        self.outer = outer

    def find(self, n):
        if n in self:
            return self
        if self.outer is None:
            raise NameError(f"unbound {n}")
        return self.outer.find(n)


def ev(x, env):
    while True:
        if isinstance(x, str):
            return env.find(x)[x]
        if not isinstance(x, list):
            return x
        match x:
            case ["quote", e]:
                return e
            case ["if", c, a, b]:
                x = a if ev(c, env) else b
            case ["define", n, e]:
                env[n] = ev(e, env)
                return None
            case ["set!", n, e]:
                env.find(n)[n] = ev(e, env)
                return None
            case ["lambda", ps, b]:
                return ("closure", ps, b, env)
            case ["begin", *es]:
                for e in es[:-1]:
                    ev(e, env)
                x = es[-1]
            case [f, *args]:
                f = ev(f, env)
                args = [ev(a, env) for a in args]
                if isinstance(f, tuple):
                    _, ps, b, o = f
                    x, env = b, Env(ps, args, o)
                else:
                    return f(*args)


import operator as o

g = Env()
g.update(
    {
        "+": o.add,
        "-": o.sub,
        "*": o.mul,
        "<": o.lt,
        "=": o.eq,
        "list": lambda *a: list(a),
        "car": lambda l: l[0],
        "cdr": lambda l: l[1:],
        "null?": lambda l: not l,
        "cons": lambda a, b: [a] + b,
    }
)


def run(s):
    return ev(parse(tokens(s)), g)


run("(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1))))))")
run("(define fib (lambda (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))))")
run("(define loop (lambda (n acc) (if (= n 0) acc (loop (- n 1) (+ acc n)))))")
run("(define map (lambda (f l) (if (null? l) (quote ()) (cons (f (car l)) (map f (cdr l))))))")
run("(define counter (lambda (n) (lambda () (begin (set! n (+ n 1)) n))))")
run("(define c (counter 10))")
print(
    run("(fact 20)"),
    run("(fib 15)"),
    run("(loop 5000 0)"),
    run("(map (lambda (x) (* x x)) (list 1 2 3))"),
    run("(c)"),
    run("(c)"),
    run("(quote (a (b 1.5)))"),
)
try:
    run("(undefined 1)")
except NameError as e:
    print(e)
