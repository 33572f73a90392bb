class Window:
    def __init__(self, text: str, size: int):
        self.text, self.size = text, size

    def __getitem__(self, index: int):
        if index + self.size > len(self.text):
            raise IndexError(index)
        return self.text[index : index + self.size]


def program(text: str, size: int):
    parts = []
    for part in Window(text, size):
        if part == "stop":
            break
        parts.append(part)
    return parts, list(Window(text, 2)), "bc" in Window(text, 2), [a + b for a, b in zip(Window(text, 1), parts)]


INPUTS = [("abcd", 2), ("", 1), ("ab", 3)]
