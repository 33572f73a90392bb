import re


def program(text: str):
    return (
        re.findall(r"(\()?\w(?(1)\)|)", text),
        [m.groups() for m in re.finditer(r"(<)?(\w+)(?(1)>|!)", text)],
        re.findall(r"^(a)?b?(?(1)a|c)", text),
    )


INPUTS = [("(x) y (z",), ("<tag> word! <open",), ("aba",), ("bc",), ("",)]
