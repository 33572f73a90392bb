import numpy as np

COLOURS = np.array(["none", "red", "green", "blue"])


class Labels:
    def __init__(self, names):
        self.names = ["[blank]", *names]

    def read(self, places):
        return "".join(np.array(self.names)[places])


labels = Labels("abc")


def program(places, scores, words):
    names = np.array(words)
    order = np.argsort(-scores)
    best = names[order][:2]
    found, counts = np.unique(names, return_counts=True)
    numbered = {name: place for place, name in enumerate(found)}
    renamed = names.copy()
    renamed[0] = "a longer word"
    try:
        beyond = [str(names[9])]
    except IndexError as error:
        beyond = [str(error)]
    return {
        "read": labels.read(places),
        "best": best,
        "likely": names[scores > 0.5].tolist(),
        "found": (found, counts, np.unique(words, return_inverse=True)[1]),
        "numbered": [numbered[word] for word in words],
        "equal": (names == words[0], names != "bee", "ant" in names, np.isin(names, ["ant", "cow"])),
        "sizes": (len(names), names.shape, names.ndim, names.size),
        "texts": (str(best), repr(best)),
        "renamed": renamed,
        "joined": np.concatenate([names, np.array(["extra"])]),
        "appended": (np.append(names, "longest of all"), np.append(scores, [1.0])),
        "colours": (COLOURS[places], [colour.upper() for colour in COLOURS], COLOURS.tolist()[int(places[0])]),
        "array": (isinstance(names, np.ndarray), type(names) is np.ndarray),
        "beyond": beyond,
    }


INPUTS = [
    (np.array([1, 2, 0]), np.array([0.2, 0.9, 0.6]), ["ant", "bee", "ant"]),
    (np.array([3, 3]), np.array([0.7, 0.1]), ["cow", "bee"]),
]
