import re
import sys

_spaces = re.compile(r"\s+")
LIMIT = 3


def lowercase(text):
    return text.lower()


def collapse(text):
    return re.sub(_spaces, " ", text).strip()


def counted(text):
    return f"{len(text)}: {text}"


def clean(text, names):
    for name in names:
        cleaner = getattr(sys.modules[__name__], name)
        text = cleaner(text)
    return text


def program(text: str, names: list[str]):
    known = [hasattr(sys.modules[__name__], name) for name in names]
    return clean(text, names), known


INPUTS = [
    ("  Some   TEXT ", ["lowercase", "collapse", "counted"]),
    ("Some", []),
    ("Some", ["lowercase", "lowercase"]),
    ("Some", ["unknown"]),
    ("Some", ["LIMIT"]),
]
