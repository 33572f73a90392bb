def first_vowel(word):
    for letter in word:
        if letter in "aeiou":
            found = letter
            break
    else:
        found = "?"
    return found


def program(n: int, word: str):
    for size in (n, n * 2):
        doubled = size + 1
        break
    for _ in "abc":
        break
    return doubled, first_vowel("rhythm"), first_vowel("bread"), first_vowel(word)


INPUTS = [(3, "stop"), (-1, ""), (0, "why")]
