import numpy as np
from PIL import Image, ImageDraw


def program(pixels: np.ndarray):
    image = Image.fromarray(pixels)
    ImageDraw.Draw(image).rectangle((1, 1, 5, 5), outline=255)
    return np.asarray(image)
