class Key:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return self.name == other.name


def program(x):
    keys = []
    for i in range(x.shape[0]):
        keys.append(Key(i))
    return keys == [Key(0)]
