"""The error of what remains where the doubtful is left out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.evaluation import Judged, doubt


def test_the_curve_leaves_out_the_most_doubtful_first():
    curve = doubt.risk_coverage([1.0, 0.0, 4.0, 3.0], [0.2, 0.1, 0.9, 0.8])
    assert curve.kept.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert curve.risk.tolist() == [0.0, 0.5, pytest.approx(4 / 3), 2.0]
    assert curve.doubt.tolist() == [0.1, 0.2, 0.8, 0.9]
    assert curve.at(0.5) == 0.5
    assert curve.at(1.0) == 2.0
    assert curve.at(0.0) == 0.0


LOSSES = st.lists(st.floats(0, 10), min_size=2, max_size=30)


@given(LOSSES, st.randoms())
def test_no_order_is_better_than_that_of_the_losses_themselves(losses, random):
    other = [random.random() for _ in losses]
    best, found = (doubt.risk_coverage(losses, by) for by in (losses, other))
    assert best.area <= found.area + 1e-9
    assert best.risk[-1] == pytest.approx(found.risk[-1])


def test_what_is_saved_is_all_for_the_best_order_and_less_than_nothing_for_the_worst():
    losses = np.array([0.1, 0.5, 0.9, 2.0])
    assert doubt.saved(losses, losses) == pytest.approx(1.0)
    assert doubt.saved(losses, -losses) < 0
    assert doubt.saved(np.ones(4), losses) == 0.0


def test_losses_and_doubts_of_known_probabilities():
    sure, split = [0, 0, 1, 0, 0], [0.5, 0, 0, 0, 0.5]
    judged = Judged.of([3, 3], [sure, split], [40, 0], [60, 100])
    assert doubt.absolute_errors(judged).tolist() == [0.0, 0.0]
    assert doubt.ranked_errors(judged) == pytest.approx([0.0, 0.25])
    assert doubt.deviation(judged).tolist() == [0.0, 2.0]
    assert doubt.entropy(judged) == pytest.approx([0.0, 1.0], abs=1e-6)
