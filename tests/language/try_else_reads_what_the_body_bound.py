def parse(text: str):
    try:
        number = int(text)
    except ValueError as error:
        return str(error)
    else:
        doubled = number * 2
    return doubled


def program(texts: list[str]):
    lengths = []
    for text in texts:
        try:
            size = len(text)
            first = text[0]
        except IndexError:
            continue
        else:
            lengths.append((size, first))
    return [parse(t) for t in texts], lengths


INPUTS = [(["1", "x", ""],), ([],)]
