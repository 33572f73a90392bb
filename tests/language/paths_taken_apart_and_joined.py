import os
from pathlib import Path, PurePosixPath


def program(folder: str, name: str):
    path = PurePosixPath(folder) / name
    fixed = Path("data/raw") / f"{name}.gz"
    return (
        path.stem, path.suffix, path.name, str(path.parent), str(path.with_suffix(".txt")), path.parts, str(fixed),
        os.path.join(folder, name), os.path.basename(path), os.path.splitext(name), os.path.dirname(f"{folder}/{name}"),
    )  # fmt: skip


INPUTS = [("images/cats", "tom.tar.png"), ("", "README"), ("/root/x/", ".hidden")]
