"""str.translate with tables from maketrans and from dicts; None removes."""

import string

PUNCTUATION = str.maketrans("", "", string.punctuation)
LEET = {ord("e"): "3", ord("o"): 48, ord("x"): None}


def program(text: str, letter: str):
    mine = {ord(letter): "<" + letter + ">"}
    return (
        text.translate(PUNCTUATION), text.translate(LEET), text.translate(mine), text.translate(str.maketrans("abc", "xyz")),
        string.capwords(text), [c for c in text if c in string.ascii_letters + string.digits],
    )  # fmt: skip


INPUTS = [("hello, box! a_b-c", "l"), ("", "x"), ("Éxe", "É")]
