import cv2


def program(x):
    return cv2.putText(x.numpy(), "cat", (3, 3), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 255, 0))
