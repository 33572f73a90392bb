from __future__ import annotations


def program(texts: list[str], numbers: list[int]):
    pairs = {")": "(", "]": "["}
    sizes = {"small": (1, 2.0), "large": (30, 4.5)}
    vowels = {"a", "e", "o"}
    odd = {9, 1, 3}
    changed = {"a": 1}
    kept = {"a": 1}
    found = []
    for text in texts:
        opening = pairs.get(text, "none")
        width, height = sizes["large" if text in vowels else "small"]
        found.append((opening, width * height, text in pairs, text not in vowels, len(pairs)))
        changed[text] = changed.get(text, 0) + 1
        try:
            found.append(pairs[text])
        except KeyError as error:
            found.append(str(error))
    other = kept
    other["b"] = 2
    picked = [n for n in numbers if n in odd]
    return found, changed, kept, picked, [n for n in odd], list(pairs.items()), pairs, sorted(vowels)


INPUTS = [([")", "a", "]", "x"], [1, 2, 3, 9, 10]), ([], [])]
