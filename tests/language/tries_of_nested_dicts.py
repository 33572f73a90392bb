def add(root, word: str):
    node = root
    for letter in word:
        if letter not in node:
            node[letter] = {}
        node = node[letter]
    node["end"] = len(word)


def longest(root, text: str, start: int) -> int:
    node, best = root, 0
    for i in range(start, len(text)):
        node = node.get(text[i])
        if node is None:
            break
        best = node.get("end", best)
    return best


def program(words: list[str], text: str):
    root = {}
    for word in words:
        add(root, word)
    parts, at = [], 0
    while at < len(text):
        step = longest(root, text, at) or 1
        parts.append(text[at : at + step])
        at += step
    return parts, root


INPUTS = [(["he", "her", "hers", "is"], "hershe is"), ([], "ab"), (["a"], "")]
