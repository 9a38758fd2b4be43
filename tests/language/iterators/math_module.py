"""math."""
import math
print(math.pi, math.e, math.tau, math.inf, math.nan, math.sqrt(2), math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.fabs(-2), math.pow(2, 0.5), math.exp(1), math.log(10), math.log(8, 2), math.log2(1024), math.log10(1000), math.log1p(1e-10), math.expm1(1e-10))
print(math.gcd(12, 18), math.gcd(), math.gcd(0, 5), math.gcd(-4, 6, 10), math.lcm(4, 6), math.lcm(), math.factorial(20), math.factorial(0), math.comb(10, 3), math.comb(3, 5), math.perm(5, 2), math.perm(4), math.isqrt(10 ** 20), math.isqrt(99), math.factorial(30), math.comb(60, 30))
print(math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1), math.isclose(1, 1.05, rel_tol=0.1), math.isclose(0, 1e-10, abs_tol=1e-9), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(5), math.copysign(3, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.modf(3.25), math.modf(-0.5), math.frexp(8.0), math.ldexp(0.5, 4), math.fsum([0.1] * 10), math.hypot(3, 4), math.hypot(1, 2, 2), math.dist((0, 0), (3, 4)), math.prod([1, 2, 3]), math.prod([], start=5), math.prod([1.5, 2]), math.cbrt(27.0), math.nextafter(1.0, 2.0), math.ulp(1.0))
for f in ("sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "asinh", "degrees", "radians", "exp2", "erf", "erfc"):
    print(f, [round(getattr(math, f)(x), 12) for x in (0, 0.5, -1, 2)])
print(math.atan2(1, -1), math.asin(1), math.acos(1), math.acosh(2), math.atanh(0.5), round(math.gamma(5), 9), round(math.lgamma(10), 9), math.atan2(0.0, -0.0))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.log("a"), lambda: math.exp(1000), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.isqrt(-1), lambda: math.acos(2), lambda: math.floor("a"), lambda: math.gcd(1.5), lambda: math.comb(-1, 2), lambda: math.fmod(1, 0), lambda: math.pow(0, -1), lambda: math.floor(math.inf), lambda: math.ceil(math.nan), lambda: math.sin(math.inf), lambda: math.ldexp(1.0, 5000), lambda: math.dist([1], [1, 2]), lambda: math.fsum(["a"]), lambda: math.sqrt(), lambda: math.pow(10, 400), lambda: math.log(10, 1), lambda: math.lgamma(0), lambda: math.remainder(1, 0), lambda: math.sqrt("4"), lambda: math.perm(3, -1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(math.log(10 ** 400), math.sqrt(10 ** 40), math.floor(10 ** 20 + 0.5), math.floor(5), math.log2(2 ** 100), math.fsum([1e100, 1, -1e100]), math.isqrt(2 ** 101), math.gcd(10 ** 30, 10 ** 20), math.trunc(1e20))
