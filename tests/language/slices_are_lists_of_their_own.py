def program(n: int, half: float):
    numbers = [1, 2, 3][n:]
    numbers.append(2.5)
    words = numbers[n:]
    words.append("a")
    empty = [][n:5:-1] if half else [half]
    empty[::2] = [half / 3] * len(empty[::2])
    try:
        range(7.0, n)
    except TypeError as error:
        text = str(error)
    return numbers, words, empty, text


INPUTS = [(1, 0.0), (0, 2.0), (5, 1.0)]
