"""A slice of a list may be assigned anything that can be iterated."""


def program(words: list[str], start: int, stop: int, text: str):
    filtered, texts, doubled, keys, numbers, stepped = (list(words) for _ in range(6))
    filtered[start:stop] = filter(None, filtered[start:stop])
    texts[start:stop] = text
    doubled[start:] = (word * 2 for word in words)
    keys[:1] = {"k": 1}
    numbers[start:stop] = range(2)
    try:
        stepped[::2] = map(str.upper, words)
    except ValueError as error:
        return filtered, texts, doubled, keys, numbers, str(error)
    return filtered, texts, doubled, keys, numbers, stepped


INPUTS = [(["a", "", "b", ""], 1, 3, "xyz"), (["a"], 0, 0, ""), ([], 0, 1, "é")]
