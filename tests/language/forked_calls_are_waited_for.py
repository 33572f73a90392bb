import torch


def scale(x: torch.Tensor, factor: float = 2.0) -> torch.Tensor:
    return x * factor


def tables(x: torch.Tensor):
    return [x, x + 1], {"sum": x.sum()}


class Parallel(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.branches = torch.nn.ModuleList([torch.nn.ReLU(), torch.nn.Tanh()])

    def forward(self, x: torch.Tensor):
        futures = [torch.jit.fork(branch, x) for branch in self.branches]
        extra: list[torch.jit.Future[torch.Tensor]] = []
        for i in range(int(x.size(0))):
            extra.append(torch.jit.fork(scale, x[i], factor=float(i)))
        pair = torch.jit.fork(tables, x)
        listed, named = torch.jit.wait(pair)
        listed.append(x)
        again = pair.wait()[0]
        chained = futures[0].then(lambda f: f.wait() * 10)
        total = torch.zeros(())
        for future in extra:
            total = total + torch.jit.wait(future).sum()
        try:
            torch.jit.fork(lambda: torch.zeros(2) + torch.zeros(3))
        except RuntimeError as error:
            message = str(error)[:20]
        results = [torch.jit.wait(f) for f in futures]
        return (
            results,
            total,
            len(listed),
            len(again),
            named,
            chained.value(),
            futures[1].done(),
            message,
            torch.jit.fork(len, [x]).wait(),
        )


program = Parallel()
INPUTS = [(torch.tensor([[1.0, -2.0], [3.0, 4.0]]),), (torch.zeros(1, 3),)]
