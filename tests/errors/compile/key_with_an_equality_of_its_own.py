class Folded:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return self.text.lower() == other.text.lower()

    def __hash__(self):
        return hash(self.text.lower())


def program(words: list[str]):
    seen = {}
    for word in words:
        seen[Folded(word)] = word
    return list(seen.values())


EXAMPLES = (["a"],)
