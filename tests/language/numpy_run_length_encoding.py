import numpy as np


def encode(mask):
    pixels = mask.T.flatten()
    pixels = np.concatenate([[0], pixels, [0]])
    runs = np.where(pixels[1:] != pixels[:-1])[0] + 1
    runs[1::2] -= runs[::2]
    return " ".join(str(x) for x in runs)


def decode(text: str, height: int, width: int):
    numbers = [int(x) for x in text.split()]
    starts, lengths = np.array(numbers[0::2]) - 1, np.array(numbers[1::2])
    flat = np.zeros(height * width, dtype=np.uint8)
    for start, length in zip(starts, lengths):
        flat[start : start + length] = 1
    return flat.reshape((width, height)).T


def program(mask):
    text = encode(mask)
    back = decode(text, mask.shape[0], mask.shape[1])
    return text, back, bool((back == mask).all())


INPUTS = [(np.array([[0, 1, 1], [1, 1, 0]], dtype=np.uint8),), (np.ones((2, 2), np.uint8),)]
