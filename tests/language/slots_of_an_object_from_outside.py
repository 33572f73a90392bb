from __future__ import annotations


class Reader:
    __slots__ = ("lines", "_width")

    def __init__(self):
        self.lines = 0

    def width(self, text):
        try:
            return self._width
        except AttributeError:
            self._width = len(text)
            return self._width


READER = Reader()


def program(text):
    READER.lines += 1
    try:
        READER.pages = text
    except AttributeError as error:
        message = str(error)
    first = READER.width(text), READER.width(text + "!")
    del READER._width
    lines = READER.lines
    READER.lines = 0
    return first, message, lines, hasattr(READER, "_width")


INPUTS = [("abc",), ("",)]
