import re

DOUBLED = re.compile(r"(\w+) (?=\1\b)")


def program(text: str):
    return DOUBLED.search(text) is not None
