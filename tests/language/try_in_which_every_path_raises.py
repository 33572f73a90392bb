def program(text: str, count: int):
    found = "nothing"
    while count > 0:
        count -= 1
        try:
            try:
                word = text[:2]
                number = float(word)
            except ZeroDivisionError:
                found = "zero"
        except ValueError as error:
            found = str(error)
    try:
        raise KeyError(text)
    except KeyError as error:
        last = error
        kept = str(last)
    finally:
        found += "!"
    return found, kept


INPUTS = [("ab", 2), ("12", 1), ("", 0)]
