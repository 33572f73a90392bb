from __future__ import annotations


def program(strand):
    table = strand.maketrans("ATCG", "TAGC")
    return strand.translate(table), strand.maketrans(strand, strand.lower()), "x".maketrans({"a": strand})


INPUTS = [("GATTACA",), ("",)]
