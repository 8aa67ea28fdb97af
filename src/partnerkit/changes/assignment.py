"""Pair several items with one another so the pairs are as alike as possible overall."""

from collections.abc import Sequence
from typing import Final

_UNIT: Final = 1_000_000
"""Likeness is counted in whole millionths, so sums are exact."""


def assign(likeness: Sequence[Sequence[float]], least: float) -> list[tuple[int, int]]:
    """Return the pairs of rows and columns whose likeness adds up to the most, each at least `least`.

    Each row and each column is in one pair at most.
    """
    if not likeness or not likeness[0]:
        return []
    if len(likeness) > len(likeness[0]):
        turned = [list(column) for column in zip(*likeness, strict=True)]
        return sorted((row, column) for column, row in assign(turned, least))
    gains = [[round(value * _UNIT) if value >= least else 0 for value in row] for row in likeness]
    rows = _rows_of_columns(gains)
    return sorted((row, column) for column, row in enumerate(rows) if row >= 0 and likeness[row][column] >= least)


def _rows_of_columns(gains: list[list[int]]) -> list[int]:
    """Return for each column the row that takes it, or -1, by the Hungarian method with potentials.

    Rows are taken in one by one, each along the path that costs the least; there are no more rows than columns.
    """
    columns = len(gains[0])
    of_row, of_column = [0] * len(gains), [0] * (columns + 1)
    taken = [-1] * (columns + 1)  # the last one is where a path starts
    for start in range(len(gains)):
        taken[columns] = start
        column = columns
        nearest = [float("inf")] * columns
        before = [columns] * columns
        visited = [False] * (columns + 1)
        while taken[column] >= 0:
            visited[column] = True
            row, step, ahead = taken[column], float("inf"), columns
            for other in range(columns):
                if visited[other]:
                    continue
                cost = -gains[row][other] - of_row[row] - of_column[other]
                if cost < nearest[other]:
                    nearest[other], before[other] = cost, column
                if nearest[other] < step:
                    step, ahead = nearest[other], other
            for other in range(columns + 1):
                if visited[other]:
                    of_row[taken[other]] += int(step)
                    of_column[other] -= int(step)
                elif other < columns:
                    nearest[other] -= step
            column = ahead
        while column != columns:
            taken[column] = taken[before[column]]
            column = before[column]
    return taken[:columns]
