from collections import OrderedDict


class Trie:
    def __init__(self, words) -> None:
        self.data = {}
        for word in words:
            node = self.data
            for letter in word:
                node[letter] = node.get(letter) or {}
                node = node[letter]
            node[""] = 1

    def split(self, text: str):
        states, found = OrderedDict(), []
        for at, letter in enumerate(text):
            done = []
            for start, node in states.items():
                if "" in node:
                    found.append(text[start:at])
                if letter in node:
                    node = node[letter]
                    states[start] = node
                else:
                    done.append(start)
            for start in done:
                del states[start]
            if letter == " ":
                states = {}
            if letter in self.data:
                states[at] = self.data[letter]
        return found


TRIE = Trie(["[SEP]", "[UNK]", "[MASK]", "S", "ME"])


def program(text: str):
    return TRIE.split(text)


INPUTS = [("a [SEP] b [MASK",), ("ME[UNK] S",), ("",)]
