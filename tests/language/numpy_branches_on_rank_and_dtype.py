import numpy as np


def program(image):
    if image.ndim == 2:
        image = image[:, :, None].repeat(3, axis=2)
    elif image.shape[2] == 4:
        image = image[..., :3]
    if image.dtype == np.uint8:
        image = image.astype(np.float32) / 255
    elif image.dtype != np.float32:
        image = image.astype(np.float32)
    if not np.issubdtype(image.dtype, np.floating):
        raise TypeError("no float")
    return np.ascontiguousarray(image.transpose(2, 0, 1))


INPUTS = [(np.arange(6, dtype=np.uint8).reshape(2, 3),), (np.ones((2, 2, 4)),), (np.ones((1, 2, 3), np.float32),)]
