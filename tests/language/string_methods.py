def program(s: str):
    words = s.strip().lower().split()
    return (
        words,
        "-".join(words),
        s.replace("a", "b"),
        s.find("l"),
        s.startswith("He"),
        s[::-1],
        len(s),
        s.upper(),
        "l" in s,
    )


INPUTS = [("  Hello Wörld al ",), ("",)]
