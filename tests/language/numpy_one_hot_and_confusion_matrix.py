import numpy as np


def program(predicted, actual, classes: int):
    hot = np.eye(classes, dtype=np.float32)[actual]
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (actual, predicted), 1)
    recall = np.diag(matrix) / np.maximum(matrix.sum(axis=1), 1)
    return hot, matrix, recall, (predicted == actual).mean()


INPUTS = [(np.array([0, 1, 2, 1]), np.array([0, 2, 2, 1]), 3), (np.array([1, 1]), np.array([0, 1]), 2)]
