"""Python's numbers, strings and ``math`` on values that are only known at run time."""

from __future__ import annotations

import pytest
from eager import Expression, chunks

NUMBERS = """
a + b
a * a
a - 1
a / 2
a // 2
a % 3
b // 1
b % 2
-a
abs(a)
abs(b)
a ** 2
b ** 2
2 ** a
a ** a
a & 3
a | 1
a ^ 2
~a
a << 2
a >> 1
a / 0
a // 0
a % 0
(a > 0) + True
(a > 0) & (b > 0)
a < b
a == 3
a != b
a <= b < 10
a == 3.0
a == "3"
int(b)
float(a)
bool(a)
str(a)
str(b)
repr(b)
round(b)
round(b, 1)
round(a, -1)
divmod(a, 2)
divmod(b, 2)
max(a, b)
min(a, b, 1)
sum([a, b])
a and b
a or b
not a
pow(a, 2)
int("12") + a
int("ff", 16) * a
chr(a + 70)
f"{b:.3f} {a:+d} {b:e} {b:g} {a:x} {a!r:>4}"
"{:>6} {} {k:.1f}".format(a, b, k=b)
"%d and %.2f" % (a, b)
math.floor(b)
math.ceil(b)
math.trunc(b)
math.sqrt(abs(b))
math.sqrt(b)
math.exp(b)
math.log(abs(b) + 1)
math.log(abs(b) + 1, 2)
math.pow(abs(b), 2)
math.hypot(a, b)
math.isnan(b)
math.isclose(b, 2.5)
math.isclose(b, 2.4, abs_tol=0.2)
math.gcd(a, 6)
math.lcm(a, 4)
math.prod([a, a])
math.fsum([a, b])
math.frexp(b)
math.modf(b)
math.comb(5, abs(a))
math.factorial(abs(a))
math.copysign(1, b)
math.atan2(a, b)
math.pi * b
math.dist([a], [b])
math.inf > b
"""
STRINGS = """
s.upper()
s.split()
s.split(",")
s.rsplit(" ", 1)
s.strip()
s.lstrip("h")
s.replace("l", "L")
s.replace("l", "L", 1)
s.startswith("he")
s.endswith(("d", "x"))
s.find("o")
s.index("o")
s.count("l")
s.title()
s.isdigit()
s.zfill(5)
s.center(20, "*")
s.partition(" ")
s.splitlines()
s.encode()
s.casefold()
s.join(["a", "b"])
",".join([s, s])
len(s)
s + "!"
s * 2
s[:2]
s[::-1]
s[0]
"o" in s
s == "hello world"
s < "z"
f"{s!r}:{len(s):03d}"
"{} {:>5}".format(s, len(s))
[c for c in s]
sorted(s.split())
"""


@pytest.mark.parametrize(("a", "b"), [(3, 2.5), (0, -1.5), (-7, 0.1)])
def test_number(a: int, b: float) -> None:
    program = Expression("a: int, b: float", a, b)
    for expressions in chunks(NUMBERS, 40):
        program.check_all(expressions)


@pytest.mark.parametrize("text", ["hello world", "", "A,b,C \n"])
def test_string(text: str) -> None:
    Expression("s: str", text).check_all(chunks(STRINGS, 100)[0])
