def program(number: int, text: str):
    kept = [3, 5]
    empty = []
    if text:
        kept.remove(number)
        kept.append(len(text))
    elif number > 3:
        return empty
    else:
        kept = kept[:1]
    total = 0
    for value in kept:
        if value == number:
            empty.append(kept)
            break
        total += value
    else:
        return kept
    return [total, len(empty), empty[0][0]]


INPUTS = [(3, "word"), (4, ""), (3, ""), (7, "x"), (5, "abc"), (1, "")]
