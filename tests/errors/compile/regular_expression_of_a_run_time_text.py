import re


def program(text: str, pattern: str):
    return re.sub(pattern, "", text)
