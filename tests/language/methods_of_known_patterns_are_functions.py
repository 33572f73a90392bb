"""A method of a known pattern, text or set may be kept under a name, as scanners do."""

import re

find_number = re.compile(r"(\d+)(\.\d+)?").search
is_hexadecimal = frozenset("0123456789abcdef").issuperset
join_words = " ".join
TESTS = {"word": re.compile(r"\w+$").match, "blank": re.compile(r"\s*$").match}


def program(text: str):
    found = find_number(text)
    number = float(found.group()) if found else None
    kinds = [name for name, test in TESTS.items() if test(text)]
    return number, is_hexadecimal(text), join_words(text.split()), kinds


INPUTS = [("a 1.5",), ("cafe",), ("",), ("12 x",)]
