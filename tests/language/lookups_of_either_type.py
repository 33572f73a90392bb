def program(rows: list[list[int | float | str]]):
    total = 0.0
    texts = []
    for i in range(len(rows)):
        item = rows[i][0]
        if isinstance(item, str):
            texts.append(item)
        else:
            total += item
        rows[i][0] = i + 0.5 if i % 2 else "changed"
    return total, texts, rows


INPUTS = [([[1], [2.5], ["a"], [True]],), ([],)]
