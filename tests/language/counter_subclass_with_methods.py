from collections import Counter


class Votes(Counter):
    def winner(self):
        return self.most_common(1)[0][0]


def program(names: list[str]):
    votes = Votes(names)
    votes.update(["bo", "bo", "bo"])
    return votes.winner(), votes["nobody"], votes, sum(votes.values())


INPUTS = [(["al", "al", "cy"],), ([],)]
