"""Weights by likelihood."""

import numpy as np
import pytest
from scipy.optimize import check_grad

from credscore.model.likelihood import _base, _loss, fit_weights
from credscore.model.ordinal import Link


def drawn(count=6000, seed=0):
    rng = np.random.default_rng(seed)
    matrix = rng.normal(size=(count, 3))
    p = Link(1.0, (-2.0, -0.5, 0.7, 2.0)).probabilities(matrix @ np.array([1.0, -0.5, 0.0]))
    return matrix, 1.0 + (rng.random((count, 1)) > np.cumsum(p, axis=1)).sum(axis=1)


def test_the_weights_that_made_the_grades_are_found():
    matrix, grades = drawn()
    assert fit_weights(matrix, grades, 1e-3 * np.eye(3)) == pytest.approx([1.0, -0.5, 0.0], abs=0.08)


def test_a_weight_of_a_certain_sign_never_has_the_other():
    matrix, grades = drawn()
    found = fit_weights(matrix, grades, 1e-3 * np.eye(3), [0, 1, 0])
    assert found[1] == 0.0
    assert found[0] > 0.8


def test_a_penalty_makes_weights_smaller():
    matrix, grades = drawn(500)
    free, held = (fit_weights(matrix, grades, much * np.eye(3)) for much in (1e-3, 500.0))
    assert abs(held[0]) < 0.7 * abs(free[0])


def test_the_gradient_is_that_of_the_loss():
    matrix, grades = drawn(200)
    grade = grades.astype(int) - 1
    at = np.concatenate([[0.3, -0.2, 0.1], _base(grade)])
    wrong = check_grad(
        lambda x: _loss(x, matrix, grade, np.eye(3))[0], lambda x: _loss(x, matrix, grade, np.eye(3))[1], at
    )
    assert wrong < 1e-3
