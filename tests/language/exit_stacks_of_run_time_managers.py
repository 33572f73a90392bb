from contextlib import ExitStack, contextmanager, nullcontext

import torch


@contextmanager
def opened(log, name):
    log.append(f"<{name}>")
    try:
        yield name.upper()
    except KeyError as error:
        log.append(f"swallowed {error}")
    finally:
        log.append(f"</{name}>")


class Noted:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log.append("in")
        return self

    def __exit__(self, kind, error, trace):
        self.log.append("out" if kind is None else f"{kind.__name__}: {error}")
        return kind is ValueError


def program(names: list[str], failing: str, x: torch.Tensor):
    log, entered = [], []
    try:
        with ExitStack() as stack:
            stack.enter_context(torch.no_grad())
            for name in names:
                entered.append(stack.enter_context(opened(log, name)))
                stack.callback(log.append, "between")
            if len(names) > 1:
                stack.enter_context(Noted(log))
            if failing == "key":
                raise KeyError("k")
            if failing == "value":
                raise ValueError("v")
            if failing == "index":
                entered.append(names[len(names)])
            log.append("end")
    except (LookupError, ValueError) as error:
        log.append(f"caught {type(error).__name__}")
    with Noted(log) if names else nullcontext():
        x = x + 1
    with torch.no_grad() if names else torch.enable_grad():
        x = x * 2
    kept = ExitStack()
    kept.enter_context(Noted(log))
    kept.pop_all().close()
    kept.close()
    return log, entered, x


INPUTS = [
    (names, failing, torch.ones(2))
    for names in (["a", "b"], [], ["c"])
    for failing in ("", "key", "value", "index")
]  # fmt: skip
