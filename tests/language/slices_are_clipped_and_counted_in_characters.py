def program(text: str, items: list[int], bounds: list[int]):
    out = []
    for a in bounds:
        for b in bounds:
            piece = text[a:b]
            out.append((piece, len(piece), items[a:b]))
        out.append((text[a:], text[:a], items[a:], items[:a]))
    whole = items[:]
    whole.append(99)
    again = text[:]
    return out, items, whole, again, text[0:1] == text[:1]


INPUTS = [("tokenizers", [1, 2, 3, 4], [0, 1, -1, 3, 12, -20]), ("näïve·é", [5], [2, -3, 9, 0]), ("", [], [0, 1, -1])]
