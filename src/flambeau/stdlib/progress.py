"""Progress bars, of which a compiled program has only what the program itself can see: the iteration and the count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Bar:
    """What ``tqdm.tqdm(iterable, ...)`` makes, without the bar."""

    def __init__(self, iterable: Any = None, desc: Any = None, total: Any = None, *args: Any, **options: Any) -> None:
        self.iterable = iterable
        self.desc = desc
        self.total = total
        self.n = options.get("initial", 0)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.iterable)

    def __len__(self) -> int:
        return len(self.iterable) if self.total is None else self.total

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *error: Any) -> None:
        return None

    def update(self, n: Any = 1) -> None:
        self.n += n

    def set_description(self, desc: Any = None, refresh: Any = True) -> None:
        self.desc = desc

    def set_description_str(self, desc: Any = None, refresh: Any = True) -> None:
        self.desc = desc

    def set_postfix(self, ordered_dict: Any = None, refresh: Any = True, **values: Any) -> None:
        return None

    def set_postfix_str(self, s: Any = "", refresh: Any = True) -> None:
        return None

    def refresh(self, *args: Any, **options: Any) -> None:
        return None

    def reset(self, total: Any = None) -> None:
        self.n = 0
        if total is not None:
            self.total = total

    def clear(self, *args: Any, **options: Any) -> None:
        return None

    def close(self) -> None:
        return None
