def program(longest: int):
    places: dict[str, int] = {}
    found = []
    for length in range(longest):
        text = "".join(chr(97 + i % 26) for i in range(length))
        places[text] = length
        for changed in range(length):
            other = text[:changed] + "#" + text[changed + 1 :]
            found.append(other in places)
            places[other] = changed
        again = text + ""
        found.append(again in places)
        places[again] += 100
    return len(places), sum(places.values()), found.count(True), [t for t in places if places[t] > 100]


INPUTS = [(20,), (3,)]
