class Text:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def take(self) -> str:
        letter = self.peek()
        self.at += 1
        return letter

    def skip(self, letters: str) -> None:
        while self.peek() and self.peek() in letters:
            self.at += 1


def value(text: Text):
    text.skip(" ")
    opening = text.peek()
    if opening == "[":
        text.take()
        listed = []
        text.skip(" ,")
        while text.peek() != "]":
            listed.append(value(text))
            text.skip(" ,")
        text.take()
        return listed
    if opening == "{":
        text.take()
        table = {}
        text.skip(" ,")
        while text.peek() != "}":
            key = value(text)
            text.skip(" :")
            table[key] = value(text)
            text.skip(" ,")
        text.take()
        return table
    if opening == "'":
        text.take()
        letters = ""
        while text.peek() != "'":
            letters += text.take()
        text.take()
        return letters
    digits = ""
    while text.peek() and text.peek() in "-.0123456789":
        digits += text.take()
    if not digits:
        raise ValueError(f"unexpected {opening!r} at {text.at}")
    return float(digits) if "." in digits else int(digits)


def program(text: str):
    return value(Text(text))


INPUTS = [
    ("{'a': [1, 2.5, 'x', {}], 'b': {'c': [[]]}, 3: -4}",),
    ("[[[[1]]], 'y']",),
    ("7",),
    ("[1, ?]",),
    ("{[]: 1}",),
]
