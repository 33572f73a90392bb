from PIL import Image


def program(path: str):
    return Image.open(path).size
