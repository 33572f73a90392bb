"""A variable that is read only inside the `if` that sets it carries over to the loop's next pass."""


def program(text: str):
    words = []
    start_new_word = True
    for character in text:
        if character == "-":
            words.append(character)
            start_new_word = True
        else:
            if start_new_word:
                words.append("")
            start_new_word = False
            words[-1] = words[-1] + character
    return words


INPUTS = [("ab-c--de",), ("",), ("-",)]
