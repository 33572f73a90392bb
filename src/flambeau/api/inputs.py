"""The command line's inputs and outputs: ``.npy`` files, images, Python literals; results as readable text."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

IMAGES = (".png", ".jpg", ".jpeg", ".bmp", ".webp", ".ppm", ".pgm")
SHOWN = 8  # values of a tensor that are printed


def parse_inputs(texts: Sequence[str], *, torch_tensors: bool = False) -> tuple[list[Any], dict[str, Any]]:
    """Positional and named inputs. Arrays become torch tensors on request, for what runs in eager PyTorch too."""
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for text in texts:
        assigned = re.match(r"([A-Za-z_]\w*)=(.*)", text, re.S)
        value = _parse(assigned.group(2) if assigned else text)
        if torch_tensors and hasattr(value, "__array_interface__"):
            import torch

            value = torch.from_numpy(value)
        if assigned:
            named[assigned.group(1)] = value
        else:
            positional.append(value)
    return positional, named


def _parse(text: str) -> Any:
    suffix = Path(text).suffix.lower()
    if suffix == ".npy":
        import numpy as np

        return np.load(text, allow_pickle=False)
    if suffix in IMAGES:
        return read_image(text)
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


def read_image(path: str) -> Any:
    """An image as a NumPy array, RGB uint8, (height, width, 3)."""
    import numpy as np

    if path.lower().endswith(".ppm"):
        return _read_ppm(Path(path).read_bytes())
    try:
        from PIL import Image
    except ImportError:
        raise OSError(f"reading {path} needs Pillow: pip install pillow, or give a binary .ppm") from None
    return np.array(Image.open(path).convert("RGB"))


def _read_ppm(content: bytes) -> Any:
    import numpy as np

    found = re.match(rb"P6\s(?:#[^\n]*\n|\s)*(\d+)\s+(\d+)\s+255\s", content)
    if not found:
        raise OSError("expected a binary PPM of 8 bits a channel (P6, 255)")
    width, height = int(found.group(1)), int(found.group(2))
    pixels = np.frombuffer(content, np.uint8, count=width * height * 3, offset=found.end())
    return pixels.reshape(height, width, 3).copy()


def show_value(value: Any, indent: str = "") -> str:
    """A result as text: tensors by dtype, shape and first values, containers item by item."""
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        return indent + _show_tensor(value)
    if isinstance(value, dict) and value:
        lines = [f"{indent}{key!r}:\n{show_value(item, indent + '  ')}" for key, item in value.items()]
        return "\n".join(lines)
    if isinstance(value, (list, tuple)) and any(hasattr(item, "shape") for item in value):
        lines = [f"{indent}[{i}]\n{show_value(item, indent + '  ')}" for i, item in enumerate(value)]
        return "\n".join(lines)
    return indent + repr(value)


def _show_tensor(tensor: Any) -> str:
    flat = tensor.reshape(-1)
    values = ", ".join(_number(v) for v in flat[:SHOWN].tolist())
    more = ", ..." if flat.shape[0] > SHOWN else ""
    return f"{str(tensor.dtype).removeprefix('torch.')}{list(tensor.shape)}: {values}{more}"


def _number(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
