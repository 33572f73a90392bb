"""The replacement may come from an input: its groups and escapes are read, and its errors are Python's."""

import re


def program(text: str, template: str):
    try:
        return re.sub(r"(?P<first>\w)(\d)?", template, text)
    except re.error as error:
        return f"error: {error}"
    except IndexError as error:
        return f"no group: {error}"


INPUTS = [
    ("a1 b", r"[\2\g<first>]"), ("a1", r"\t\\"), ("a1", r"\q"), ("a1", r"\3"), ("a", r"\g<none>"), ("é", r"\g<0>é"),
]  # fmt: skip
