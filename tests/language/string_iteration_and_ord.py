def program(s: str):
    digest = 0
    for c in s:
        digest = (digest * 31 + ord(c)) % 1000003
    return digest, [c for c in s if c.isalpha()]


INPUTS = [("flambeau é 7",), ("",)]
