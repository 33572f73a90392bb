from PIL import Image


def program(x):
    return Image.fromarray(x.numpy()).resize((8, 8), box=(0, 0, 4, 4), reducing_gap=2.0).size
