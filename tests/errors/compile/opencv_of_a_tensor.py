import cv2


def program(x):
    return cv2.resize(x, (4, 4))
