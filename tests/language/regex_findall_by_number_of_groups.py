"""findall gives texts without groups or with one, tuples with several; split keeps what groups matched."""

import re


def program(text: str):
    words = re.findall(r"\w+", text)
    firsts = re.findall(r"\b(\w)\w*", text)
    pairs = re.findall(r"(\w+)=(\w*)", text)
    total = sum(len(value) for _, value in pairs)
    return words, firsts, pairs, total, re.split(r"\s*[,;]\s*", text), re.split(r"(=)|;", text, maxsplit=2)


INPUTS = [("a=1, bee=22;c= ; d",), ("",), ("é=ö,ñ",)]
