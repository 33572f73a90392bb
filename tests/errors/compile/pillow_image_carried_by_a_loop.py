from PIL import Image, ImageFilter


def program(x, times: int):
    image = Image.fromarray(x.numpy())
    for _ in range(times):
        image = image.filter(ImageFilter.SMOOTH)
    return image.size
