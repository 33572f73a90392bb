"""Containers within a container that lives from call to call: each is one object, however it is reached."""


class Log:
    def __init__(self):
        self.history = {"loss": [], "steps": []}
        self.summary = {"count": 0, "names": {}, "last": []}
        self.recent = []
        self.views = {"recent": self.recent, "pair": (self.recent, 3)}

    def __call__(self, value: int, name: str):
        self.history["loss"].append(value)
        self.history["steps"].append(value * 2)
        self.summary["count"] += value
        self.summary["names"][name] = value
        self.summary["last"].append(name)
        self.recent.append(value)
        shared = len(self.views["recent"]), sum(self.views["pair"][0]), self.views["recent"] is self.recent
        steps = ", ".join(map(str, self.history["steps"]))
        return sum(self.history["loss"]), steps, str(self.summary), shared


program = Log()
INPUTS = [(1, "a"), (5, "b"), (-3, "a")]
