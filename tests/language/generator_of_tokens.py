def program(text: str):

    def lex(s):
        word = ""
        for ch in s:
            if ch in ",;":
                if word:
                    yield ("word", word)
                    word = ""
                yield ("sep", ch)
            else:
                word += ch
        if word:
            yield ("word", word)

    return (list(lex(text)), [t for k, t in lex(text) if k == "word"], dict(lex(text)))


INPUTS = [("a,b;c",), ("",)]
