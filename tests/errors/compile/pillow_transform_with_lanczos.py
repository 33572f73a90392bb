from PIL import Image


def program(x):
    return Image.fromarray(x.numpy()).transform((8, 8), Image.AFFINE, (1, 0, 0, 0, 1, 0), Image.LANCZOS).size
