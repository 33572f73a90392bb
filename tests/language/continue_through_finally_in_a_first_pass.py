from dataclasses import dataclass, field
from typing import List


@dataclass
class Entry:
    place: int
    names: List[str] = field(default_factory=list)


def program(words: List[str], kinds: List[int]):
    last = entry = None
    seen = []
    for letter in ",".join(word for word in words):
        count = 1
        try:
            entry = Entry(len(seen), [letter])
            last = count
            if letter == ",":
                break
            continue
        except ValueError:
            count = 2
        finally:
            seen.append(letter)
    try:
        ",".join(str for kind in kinds)
    except TypeError as error:
        seen.append(str(error))
    return seen, last, entry and (entry.place, entry.names)


INPUTS = [(["ab", "c"], [1]), ([], []), (["xyz"], [1, 2])]
