"""What ``broadcast_to`` stretches, ``frombuffer`` reads and ``asarray`` gives of an image is read-only; copies aren't."""

import numpy as np
from PIL import Image


def program(values, data: bytes, picture, case: str):
    stretched = np.broadcast_to(values, (3, len(values)))
    if case == "element":
        stretched[0, 0] = 1
    elif case == "in place":
        stretched[1:] += 1
    elif case == "out":
        np.add(stretched, 1, out=stretched.T)
    elif case == "sort":
        np.frombuffer(data, np.uint8).reshape(2, -1).sort()
    elif case == "bytes":
        np.frombuffer(data, np.uint8)[0] = 1
    elif case == "image":
        pixels = np.asarray(picture)
        pixels[..., 0] = 255
    elif case == "flag":
        np.asarray(picture).setflags(write=True)
    flags = stretched.flags.writeable, np.asarray(picture).flags.writeable, np.array(picture).flags.writeable
    copies = stretched.copy(), np.frombuffer(data, np.uint8).copy(), np.asarray(picture).astype(np.float32)
    for copy in copies:
        copy += 1
        copy.setflags(write=True)
    return flags, copies


IMAGE = Image.fromarray(np.arange(24, dtype=np.uint8).reshape(2, 4, 3))
INPUTS = [
    (np.arange(4.0), b"\x01\x02\x03\x04", IMAGE, case)
    for case in ("none", "element", "in place", "out", "sort", "bytes", "image", "flag")
]
