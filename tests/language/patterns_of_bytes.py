import re

BEYOND_ASCII = re.compile(rb"[^\x00-\x7f]+")


def program(data: bytes):
    found = re.search(rb"(?P<word>\w+)\s*(x)?", data)
    groups = None
    if found:
        groups = found.groups(), found["word"], found.groupdict(b"-"), found.span(), found.lastindex, found.string
    return (
        re.findall(rb"\d+|\w", data),
        groups,
        re.sub(rb"[aeiou]", b"*", data),
        re.split(rb"\s+", data),
        re.sub(rb"(.)b", lambda m: m.group(1) * 2, data, count=2),
        re.subn(rb"(\w)\1", rb"\1", data),
        [(m.group(), m.start()) for m in BEYOND_ASCII.finditer(data)],
        re.fullmatch(rb"(?i)AB+", data) is None,
    )


INPUTS = [(b"abb 12 aabb x",), ("größer ÄÖ".encode(),), (b"",), (b"aBBb",)]
