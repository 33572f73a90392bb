import re

NEXT = re.compile(r"(?:\w+ (?=(very )?big))+")


def program(text: str):
    return NEXT.search(text) is not None
