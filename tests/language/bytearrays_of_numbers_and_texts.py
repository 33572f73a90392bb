import torch

KEPT = bytearray(b"k")


def program(x, text: str, given: bytearray):
    raw = bytearray(x.tolist())
    raw.append(33)
    raw += b"ab"
    encoded = bytearray(text, "utf8")
    encoded.extend(raw[:2])
    encoded[0] = 72
    zeros = bytearray(3)
    zeros[1:2] = b"xyz"
    given.append(len(text))
    KEPT.extend(given)
    asked = raw == bytes(raw), 97 in raw, b"ab" in raw, raw.find(b"a"), isinstance(raw, (bytes, bytearray)), raw[-1]
    texts = raw.decode(errors="replace"), encoded.hex(), repr(raw), f"{zeros}"
    numbers = len(raw), list(raw), sum(raw), max(raw), [v ^ 1 for v in raw], bool(bytearray())
    made = raw, encoded, zeros, bytes(raw), encoded + b"q", raw.split(b"!"), bytearray(b"x") * 3, raw[::-1]
    return asked, texts, numbers, made, given, bytes(KEPT)


INPUTS = [
    (torch.tensor([72, 200, 105]), "hé", bytearray(b"q")),
    (torch.tensor([1]), "a", bytearray()),
    (torch.tensor([300]), "a", bytearray()),
]
