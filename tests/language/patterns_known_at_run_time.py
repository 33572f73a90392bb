"""A pattern may be put together while the program runs, its flags too: what it finds, and what its groups are, is told
by the pattern."""

import re


def program(pattern: str, text: str, words: list[str], ignores_case: bool, by_line: bool):
    flags = 0
    if ignores_case:
        flags |= re.IGNORECASE
    if by_line:
        flags |= re.MULTILINE
    found = re.search(pattern, text, flags)
    told = None
    if found:
        told = found.group(), found.groups(), found.groups("-"), found.groupdict(), found.span(), found.lastgroup
    pieces = re.split("|".join(map(re.escape, words)), text)
    hidden = re.sub(rf"\b{words[0]}(\w*)", r"<\1>", text, flags=flags)
    shouted, count = re.compile(pattern, flags).subn(lambda match: match[0].upper(), text, count=2)
    starts = [match.start() for match in re.finditer(pattern, text)]
    whole = re.fullmatch(pattern, words[0]) is not None
    return told, pieces, hidden, shouted, count, starts, whole, re.findall(pattern, text), " ".join(pieces)


INPUTS = [
    (r"(?P<first>[a-z])(\d)?", "a1 B2.\nc", ["a", ".", " "], True, False),
    (r"^\w+", "one two\nthree", ["one", "||"], False, True),
    (r"(?i:ß|é+)", "ßÉé", ["ß"], False, False),
    (r"(\w)\1|x(?!y)", "aab xx xy", ["x+", "b"], True, True),
    (r"q", "", [""], False, False),
]
