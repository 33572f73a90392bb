"""``io.StringIO``: written, read, printed to, and JSON into it and out of it."""

import io
import json


def program(rows: list, cut: int):
    file = io.StringIO()
    print("name", "score", sep=",", file=file)
    for name, score in rows:
        written = file.write(f"{name},{score:.2f}\n")
        if written > cut:
            file.write("#\n")
    file.writelines(["end", "\n"])
    length = file.tell()
    file.seek(2)
    file.write("ME")
    file.seek(0)
    first = file.readline()
    rest = [line.rstrip() for line in file]
    file.seek(length + 2)
    file.write("!")
    with io.StringIO() as other:
        json.dump({"rows": len(rows)}, other)
        other.seek(0)
        loaded = json.load(other)
        size = other.truncate(4)
        kept = other.getvalue()
    try:
        other.write("late")
        error = ""
    except ValueError as raised:
        error = str(raised)
    return file.getvalue(), first, rest, loaded, size, kept, error


INPUTS = [([("cat", 0.5), ("bird", 0.25)], 9), ([], 0)]
