"""Indexing, slicing and walking a text that mixes one-byte and longer characters, forwards and backwards."""


def program(text: str):
    pairs = []
    for i in range(len(text) - 1, -1, -1):
        if i % 2 == 0:
            pairs.append(text[i] + text[-i - 1])
    windows = [text[i : i + 3] for i in range(0, len(text), 2)]
    runs = []
    start = 0
    while start < len(text):
        end = start
        while end < len(text) and text[end].isalpha() == text[start].isalpha():
            end += 1
        runs.append(text[start:end])
        start = end
    return pairs, windows, runs, text[::-2], text[-3:], text[5:2], text.find("é", 2), text.isidentifier()


INPUTS = [("aé日b 😀-ñx1",), ("plain text",), ("",)]
