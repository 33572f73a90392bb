from PIL import Image


def program(x):
    return Image.fromarray(x.numpy()).rotate(30).size
