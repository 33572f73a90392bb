import re

QUOTED = re.compile(r"(?P<quote>['\"])(.*?)(?P=quote)")


def program(text: str):
    return (
        re.findall(r"(\w)\1", text),
        re.sub(r"\b(\w+) \1\b", r"<\1>", text),
        [m.span() for m in re.finditer(r"(.)(.)\2\1", text)],
        [m.group(2) for m in QUOTED.finditer(text)],
        re.findall(r"(?i)(\w{2})\1", text),
        re.split(r"(\w)\1", text),
        re.findall(r"(?:(a|b)|(\1x))*", text),
        re.findall(r"(a*)(?:\1b)*", text),
        bool(re.fullmatch(r"(11+)\1+", "1" * len(text))),
    )


INPUTS = [
    ("aabbcdd the the cat cat sat",),
    ("say 'b' and \"c'd\" or 'x\"",),
    ("",),
    ("ABab abAB straßeSTRASSE ÄäÄ",),
    ("abaabxabba aabab",),
]
