class Tree:
    def __init__(self, name):
        self.name = name
        self.parent = self
        self.children = []

    def add(self, child):
        child.parent = self
        self.children.append(child)
        return child


def program(names: list[str]):
    root = Tree("root")
    at = root
    for name in names:
        at = at.add(Tree(name))
    path = []
    while at.parent is not at:
        path.append(at.name)
        at = at.parent
    return path, at is root, root.parent is root, len(root.children)


INPUTS = [(["a", "b", "c"],), ([],)]
