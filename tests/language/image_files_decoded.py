from __future__ import annotations

import base64
import io

import cv2
import numpy as np
from PIL import Image, ImageOps


def files() -> list[bytes]:
    """A JPEG that lies on its side, a PNG with alpha, a grey PNG."""
    y, x = np.mgrid[:31, :45]
    planes = np.stack([x * 3 + y, (x * y) % 251, 128 + 90 * np.sin(x / 7), 255 - x - y], axis=-1).astype(np.uint8)
    made = []
    exif = Image.Exif()
    exif[0x112] = 6
    for pixels, kind, options in (
        (planes[..., :3].copy(), "JPEG", {"exif": exif}), (planes, "PNG", {}), (planes[..., 0].copy(), "PNG", {}),
    ):  # fmt: skip
        file = io.BytesIO()
        Image.fromarray(pixels).save(file, kind, **options)
        made.append(file.getvalue())
    return made


def program(data: bytes, text: str):
    buffer = np.frombuffer(data, np.uint8)
    image = cv2.imdecode(buffer, cv2.IMREAD_COLOR)
    if image is None:
        return None
    with Image.open(io.BytesIO(data)) as opened:
        upright = ImageOps.exif_transpose(opened)
        mode, size = opened.mode, upright.size
        colored = upright.convert("RGB").resize((12, 9))
    sent = Image.open(io.BytesIO(base64.b64decode(text))).convert("L")
    again = base64.b64encode(data) == text.encode()
    return image, cv2.imdecode(buffer, 0), mode, size, np.asarray(colored), np.asarray(sent), again


INPUTS = [(data, base64.b64encode(data).decode()) for data in files()] + [(b"no image", "")]
