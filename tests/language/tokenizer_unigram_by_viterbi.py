"""SentencePiece's unigram model in plain Python: the likeliest segmentation, found with Viterbi's algorithm."""

import math

SCORES = {
    "▁": -3.0, "▁the": -2.2, "▁token": -4.5, "token": -5.0, "iz": -4.1, "er": -3.2, "izer": -4.9, "s": -2.9, "▁a": -2.5,
    "t": -4.0, "h": -4.2, "e": -3.1, "k": -5.5, "o": -3.9, "n": -3.8, "i": -3.7, "z": -6.1, "r": -3.6, "a": -3.3, "é": -7.5,
}  # fmt: skip
IDS = {piece: index + 3 for index, piece in enumerate(SCORES)}
UNKNOWN = 0
LONGEST = max(map(len, SCORES))


def segment(text: str):
    best = [0.0] + [-math.inf] * len(text)
    back = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - LONGEST), end):
            piece = text[start:end]
            score = SCORES.get(piece, -20.0 if end - start == 1 else -math.inf)
            if best[start] + score > best[end]:
                best[end] = best[start] + score
                back[end] = start
    pieces = []
    end = len(text)
    while end > 0:
        pieces.append(text[back[end] : end])
        end = back[end]
    pieces.reverse()
    return pieces, best[-1]


def program(text: str):
    normalised = "▁" + "▁".join(text.split())
    pieces, score = segment(normalised)
    return pieces, [IDS.get(piece, UNKNOWN) for piece in pieces], round(score, 3)


INPUTS = [("the tokenizers",), ("  a   théq token ",), ("",)]
