"""IGNORECASE, MULTILINE, DOTALL, VERBOSE and ASCII, as arguments and inside of the pattern."""

import re

NUMBER = re.compile(
    r"""
    [-+]?          # a sign
    \d+            # digits
    (?: \. \d* )?  # and a fraction
    """,
    re.VERBOSE,
)


def program(text: str):
    return (
        re.findall(r"^hello\b.*$", text, re.IGNORECASE | re.MULTILINE), re.search(r"o.h", text) is None,
        re.search(r"o.h", text, re.DOTALL) is not None, NUMBER.findall(text), re.findall(r"(?i)STRASSE|ſ", text),
        re.findall(r"\w+", text, re.ASCII), re.findall(r"(?a:\w)|(?i:É)", text),
    )  # fmt: skip


INPUTS = [("Hello\nhello there -1.5 S é",), ("straße STRASSE +3",), ("",)]
