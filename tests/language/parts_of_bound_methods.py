import torch


def labelled(label):
    def mark(function):
        function.label = label
        return function

    return mark


class Scale:
    def __init__(self, factor):
        self.factor = factor

    @labelled("times")
    def times(self, x):
        """x times the factor."""
        return x * self.factor

    def plus(self, x):
        return x + self.factor


scale = Scale(3.0)


class Program(torch.nn.Module):
    @labelled("own")
    def own(self, x):
        return x - 1

    def forward(self, x):
        found = []
        for method in (self.own, scale.times, scale.plus):
            found.append(getattr(method, "label", None))
            found.append(getattr(method, "__func__", method) is Scale.times)
            found.append(method.__self__ is scale)
            found.append(method.__name__)
            x = method(x)

        def inner(y):
            """y and one."""
            return y + 1

        found += [scale.times.__doc__, inner.__doc__, hasattr(inner, "label"), getattr(inner, "label", "none")]
        return found, scale.times.__func__(scale, x), inner.__call__(x), scale.plus.__func__ is Scale.plus


program = Program()

INPUTS = [(torch.ones(2),)]
