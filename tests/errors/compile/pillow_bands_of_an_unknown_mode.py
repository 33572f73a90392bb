from PIL import Image


def program(x):
    red, green, blue = Image.fromarray(x.numpy()).split()
    return red.size
