from __future__ import annotations


def doubled_until_large(x: int):
    terms = [1]
    for term in terms:
        terms.append(2 * term)
        if term * x > 1000:
            break
    return terms


def numbered(x: int):
    terms = [1]
    for i, term in enumerate(terms):
        terms.append(term + i)
        if term * x > 1000:
            return terms, i


def raises(x: int):
    terms = [1]
    for term in terms:
        terms.append(term + 1)
        if term * x > 1000:
            raise ValueError(f"{len(terms)} terms")


def through_a_generator(x: int):
    terms = [1]
    pairs = enumerate(term + 1 for term in terms)
    for i, term in pairs:
        terms += [term, i]
        if any(term * x > limit for limit in (1000, 2000)):
            break
    return terms, next(pairs)


def grows_by_itself():
    terms = [1]
    for term in terms:
        if term < 100:
            terms.append(term + 1)
    return terms


def program(x: int):
    try:
        raises(x)
    except ValueError as error:
        said = str(error)
    return doubled_until_large(x), numbered(x), said, through_a_generator(x), grows_by_itself()


INPUTS = [(3,), (20,), (1001,)]
