"""JSON of an OrderedDict, a defaultdict, a Counter, classes derived from dict and list, and of members of IntEnum."""

import collections
import enum
import json


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 5


class Record(dict):
    def label(self):
        return f"{self['name']}!"


class Row(list):
    pass


def program(words: list[str]):
    lengths = collections.OrderedDict()
    groups = collections.defaultdict(list)
    record = Record(name="none")
    row = Row()
    for word in words:
        lengths.setdefault(word, len(word))
        groups[len(word)].append(word)
        record["name"] = word
        row.append(Level.HIGH if len(word) > 3 else Level.LOW)
    counts = collections.Counter("".join(words))
    text = json.dumps({"lengths": lengths, "groups": groups, "record": record, "row": row, "counts": counts})
    try:
        failed = json.dumps([collections.deque(words)])
    except TypeError as error:
        failed = str(error)
    return text, json.dumps(lengths, sort_keys=True, indent=1), record.label(), failed


INPUTS = [(["pear", "fig", "apple", "fig"],), ([],)]
