"""Look-ahead, look-behind and their negations; empty matches next to others; word boundaries."""

import re


def program(text: str):
    return (
        re.findall(r"\s+(?!\S)|\s", text), re.sub(r"(?<=\d)(?=(?:\d{3})+(?!\d))", ",", text),
        re.split(r"(?<=[a-z])(?=[A-Z])", text), re.findall(r"(?<!\$)\b\d+", text), re.sub(r"x*", "-", text),
        [match.span() for match in re.finditer(r"\b", text)], re.findall(r"\B.", text),
    )  # fmt: skip


INPUTS = [("camelCase 1234567 $89  ",), ("axxb",), ("",), ("é É",)]
