"""re.sub with a function or a lambda that looks at the match and at the program's own variables."""

import re


def program(text: str, factor: int):
    seen = []

    def scale(match):
        seen.append(match.start())
        return str(int(match.group(1)) * factor)

    scaled = re.sub(r"<(\d+)>", scale, text)
    loud, count = re.subn(r"\b[a-z]", lambda m: m.group().upper(), text, count=2)
    return scaled, seen, loud, count, re.sub(r"[aeiou]", "", text), re.sub(r"(\w)(\w)", r"\2\1", text)


INPUTS = [("a <12> bc de <3>", 3), ("é", 2), ("", 1)]
