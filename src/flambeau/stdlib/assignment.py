"""``scipy.optimize.linear_sum_assignment``: who gets what, for the least sum of costs.

By shortest augmenting paths (D. F. Crouse, "On implementing 2D rectangular assignment algorithms", 2016). Columns are
looked at in SciPy's order, so that of several best assignments the program finds the same.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch


def linear_sum_assignment(cost_matrix: Any, maximize: bool = False) -> tuple[Any, Any]:
    if isinstance(cost_matrix, torch.Tensor):
        cost_matrix = cost_matrix.numpy()
    costs = np.asarray(cost_matrix)
    if costs.ndim != 2:
        raise ValueError(f"expected a matrix (2-D array), got a {costs.ndim} array")
    costs = costs.astype(np.float64)
    if maximize:
        costs = -costs
    turned = costs.shape[0] > costs.shape[1]
    table: list[list[float]] = (costs.T if turned else costs).tolist()
    width = costs.shape[0] if turned else costs.shape[1]
    for line in table:
        for cost in line:
            if math.isnan(cost) or cost == -math.inf:
                raise ValueError("matrix contains invalid numeric entries")
    columns = _assign(table, width)
    if turned:
        order = sorted(range(len(columns)), key=lambda row: columns[row])
        return np.array([columns[row] for row in order], dtype=np.int64), np.array(order, dtype=np.int64)
    return np.arange(len(columns)), np.array(columns, dtype=np.int64)


def _assign(table: list[list[float]], width: int) -> list[int]:
    """The column of each row. There are at least as many columns as rows."""
    height = len(table)
    row_prices = [0.0] * height
    column_prices = [0.0] * width
    column_of = [-1] * height
    row_of = [-1] * width
    came_from = [-1] * width
    for start in range(height):
        distances = [math.inf] * width
        left = list(range(width - 1, -1, -1))
        rows_seen: list[int] = []
        columns_seen: list[int] = []
        row, end = start, -1
        reached = 0.0
        while end < 0:
            rows_seen.append(row)
            line = table[row]
            nearest, place = math.inf, -1
            for position, column in enumerate(left):
                distance = reached + line[column] - row_prices[row] - column_prices[column]
                if distance < distances[column]:
                    came_from[column] = row
                    distances[column] = distance
                known = distances[column]
                # Of columns that are as near, a free one ends the path.
                if known < nearest or (known == nearest and row_of[column] < 0):
                    nearest, place = known, position
            reached = nearest
            if reached == math.inf:
                raise ValueError("cost matrix is infeasible")
            column = left[place]
            if row_of[column] < 0:
                end = column
            else:
                row = row_of[column]
            columns_seen.append(column)
            left[place] = left[-1]
            left.pop()
        row_prices[start] += reached
        for row in rows_seen:
            if row != start:
                row_prices[row] += reached - distances[column_of[row]]
        for column in columns_seen:
            column_prices[column] -= reached - distances[column]
        column = end
        while True:
            row = came_from[column]
            row_of[column] = row
            column_of[row], column = column, column_of[row]
            if row == start:
                break
    return column_of
