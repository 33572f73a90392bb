def program(scores: dict[str, int], name: str):
    passes = 0
    seen = []
    while passes < 3:
        passes += 1
        for number, flags in zip([1, 2, 3], [{key: False, name: True} for key in scores if key.islower()]):
            seen.append((number * passes, flags))
            flags["again"] = number > 1
    return seen, [[key, [key]] for key in scores]


INPUTS = [({"ab": -1, "C": 2, "d": 0}, "x"), ({}, ""), ({"q": 7}, "q")]
