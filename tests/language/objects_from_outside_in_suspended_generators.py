from __future__ import annotations

import re

STOPS = re.compile(r"[.!](?=\s+(\S+)|$)")


class Rule:
    def __init__(self, least):
        self.least = least


SHORT = Rule(2)


class Splitter:
    def stops(self):
        try:
            return self._stops
        except AttributeError:
            self._stops = STOPS
            return self._stops

    def rule(self):
        self._rule = SHORT
        return self._rule

    def slices(self, text):
        last = 0
        for match in self.stops().finditer(text):
            if match.end() - last >= self.rule().least:
                yield slice(last, match.end())
                last = match.start(1) if match.group(1) else match.end()
        yield slice(last, len(text))


def program(text):
    made = Splitter()
    slices = made.slices(text)
    first = next(slices)
    return text[first], [text[one] for one in slices], made.rule() is SHORT, made.stops() is STOPS


INPUTS = [("One. Two! Three",), ("",)]
