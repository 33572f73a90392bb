def program(tags: set[str], word: str):
    before = len(tags)
    tags.add(word)
    tags.add("fixed")
    tags.discard("absent")
    tags.update([word * 2], {"u", "v"})
    if "u" in tags:
        tags.remove("u")
    tags.remove(word[:1])
    return before, sorted(tags), "v" in tags


INPUTS = [({"q", "w"}, "w"), (set(), "a"), ({"fixed"}, "bc")]
