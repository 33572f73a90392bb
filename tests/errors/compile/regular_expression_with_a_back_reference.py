import re

DOUBLED = re.compile(r"\b(\w+) \1\b")


def program(text: str):
    return DOUBLED.search(text) is not None
