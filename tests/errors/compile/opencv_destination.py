import cv2


def program(x):
    image = x.numpy()
    cv2.resize(image, (4, 4), dst=image)
    return image
