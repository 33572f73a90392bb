"""What ``torch.func.functional_call`` says of the tensors that it is given, in the language itself."""

from __future__ import annotations

from typing import Any


def merged(given: Any) -> Any:
    """The tensors by their names; of several dicts, all of theirs."""
    if isinstance(given, dict):
        return given
    if not isinstance(given, (list, tuple)):
        raise ValueError(
            f"Expected parameter_and_buffer_dicts to be a dict, or a list/tuple of dicts, but got {type(given)}"
        )
    found: dict[str, Any] = {}
    repeated = []
    for one in given:
        for name, tensor in one.items():
            if name in found:
                repeated.append(name)
            found[name] = tensor
    if repeated:
        raise ValueError(f"{repeated} appeared in multiple dictionaries; behavior of functional call is ambiguous")
    return found


def check_names(given: dict[str, Any], names: tuple[str, ...], modules: dict[str, str]) -> None:
    """Raises for a name that leads to no module. ``modules`` are the classes of all, by their paths."""
    for name in given:
        if name not in names:
            *path, _ = name.split(".")
            for i in range(len(path)):
                if ".".join(path[: i + 1]) not in modules:
                    raise AttributeError(f"{modules['.'.join(path[:i])]} has no attribute `{path[i]}`")


def check_all(given: dict[str, Any], names: tuple[str, ...], tied: tuple[tuple[str, ...], ...], module: str) -> None:
    """``strict=True``: raises unless there is a tensor for each name, or for one that is tied to it, and no other."""
    known = [name for name in names if name in given]
    known += [name for group in tied if any(one in given for one in group) for name in group]
    unexpected = sorted(name for name in given if name not in names)
    missing = sorted(name for name in names if name not in known)
    errors = ""
    if unexpected:
        errors += f"\n\tUnexpected key(s): {', '.join([repr(name) for name in unexpected])}."
    if missing:
        errors += f"\n\tMissing key(s): {', '.join([repr(name) for name in missing])}."
    if errors:
        raise RuntimeError(f"Error(s) in reparametrizing for {module}:{errors}")


def check_tied(given: dict[str, Any], names: tuple[str, ...]) -> None:
    """Raises where one tensor of a module, of several names, is given as several."""
    found = [given[name] for name in names if name in given]
    if len(found) > 1 and any(one is not found[0] for one in found):
        raise ValueError(
            f"functional_call got multiple values for keys {sorted(names)}, which are tied. "
            "Consider using tie_weights=False"
        )
