"""PNG and JPEG files against Pillow and OpenCV, to the bit; damaged ones give an image or nothing."""

from __future__ import annotations

import io
from typing import Any

import pytest

torch = pytest.importorskip("torch")
cv2 = pytest.importorskip("cv2")
np = pytest.importorskip("numpy")
Image = pytest.importorskip("PIL.Image")
from parity import _core  # noqa: E402

from flambeau.stdlib import image_files, opencv_files  # noqa: E402

SIZES = [(61, 83), (7, 5), (1, 1), (17, 3), (8, 16), (3, 2), (33, 4)]


def decode(file: bytes, gray: bool = False) -> Any:
    bytes_ = torch.from_numpy(np.frombuffer(file, np.uint8).copy())
    pixels, mode, orientation = _core.call("cv2::imdecode", [bytes_, gray])
    return pixels.numpy(), mode, orientation


def picture(height: int, width: int) -> Any:
    y, x = np.mgrid[:height, :width]
    planes = np.stack([127 + 120 * np.sin(x / 9), (x * 3 + y * 2) % 256, 127 + 100 * np.cos(y / 5 + x / 11)], axis=-1)
    noise = np.random.default_rng(height).normal(size=planes.shape) * 8
    return np.clip(planes + noise, 0, 255).astype(np.uint8)


def written(image: Any, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("sampling", [0x111111, 0x211111, 0x221111, 0x411111, 0x121111])
def test_jpeg(sampling: int, progressive: bool) -> None:
    for size in SIZES:
        for quality, restart in ((10, 0), (75, 3), (95, 0), (100, 1)):
            options = [
                cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, sampling,
                cv2.IMWRITE_JPEG_PROGRESSIVE, int(progressive), cv2.IMWRITE_JPEG_RST_INTERVAL, restart,
            ]  # fmt: skip
            for pixels in (picture(*size), picture(*size)[..., 0].copy()):
                file = cv2.imencode(".jpg", pixels, options)[1]
                found, mode, _ = decode(file.tobytes())
                expected = np.asarray(Image.open(io.BytesIO(file.tobytes())))
                assert mode == ("RGB" if pixels.ndim == 3 else "L") and np.array_equal(found, expected)
                assert np.array_equal(decode(file.tobytes(), True)[0], cv2.imdecode(file, cv2.IMREAD_GRAYSCALE))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB", "RGBA", "P", "I;16"])
def test_png(mode: str) -> None:
    for size in SIZES:
        image = Image.fromarray(picture(*size))
        if mode == "I;16":
            image = Image.fromarray(picture(*size)[..., 0].astype(np.uint16) * 257 + 3)
        elif mode == "RGBA":
            image.putalpha(Image.fromarray(picture(*size)[..., 1].copy()))
        else:
            image = image.convert(mode)
        for options in ({}, {"optimize": True}, {"compress_level": 0}, {"compress_level": 1}):
            file = written(image, "PNG", **options)
            found, name, _ = decode(file)
            expected = np.asarray(image.convert("RGB") if mode == "P" else image)
            assert name == mode and np.array_equal(found, expected * 255 if mode == "1" else expected)


@pytest.mark.parametrize("flags", [cv2.IMREAD_COLOR, cv2.IMREAD_GRAYSCALE, cv2.IMREAD_UNCHANGED, cv2.IMREAD_COLOR_RGB])
def test_opencv(flags: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_files, "decoded", lambda data, gray: decode(data.tobytes(), gray))
    base = Image.fromarray(picture(20, 33))
    files = [written(base.convert(mode), "PNG") for mode in ("1", "L", "LA", "RGB", "RGBA", "P")]
    files.append(written(Image.fromarray(picture(20, 33)[..., 0].astype(np.uint16) * 200), "PNG"))
    for orientation in range(9):
        exif = Image.Exif()
        exif[0x112] = orientation
        files.append(written(base, "JPEG", exif=exif))
    for file in files:
        buffer = np.frombuffer(file, np.uint8)
        found, expected = opencv_files.imdecode(buffer, flags), cv2.imdecode(buffer, flags)
        assert found.dtype == expected.dtype and np.array_equal(found, expected)
    assert opencv_files.imdecode(np.zeros(9, np.uint8), flags) is None


def test_damaged_files() -> None:
    generator = np.random.default_rng(0)
    image = Image.fromarray(picture(40, 50))
    files = [written(image, "JPEG"), written(image, "JPEG", progressive=True), written(image, "PNG")]
    files.append(written(image.convert("P"), "PNG"))
    for file in files:
        for i in range(400):
            damaged = bytearray(file)
            for _ in range(int(generator.integers(1, 6))):
                damaged[int(generator.integers(len(damaged)))] = int(generator.integers(256))
            decode(bytes(damaged[: int(generator.integers(len(damaged)))] if i % 3 == 0 else damaged))
    huge = bytearray(files[0])
    sizes = huge.index(b"\xff\xc0") + 5
    huge[sizes : sizes + 4] = (16000).to_bytes(2, "big") * 2
    assert decode(bytes(huge))[1] == ""
    for file in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xd9", b"\xff\xd8" * 40):
        assert decode(file)[1] == ""
