"""Curves and exact contributions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.model.additive import AdditiveOrdinal, Curve, centred
from credscore.model.ordinal import Link

STEPS = Curve("figures", "steps", (0.0, 2.0), (-1.0, 0.2, 0.9), missing=0.1)
LINES = Curve("hedges", "lines", (0.0, 4.0), (0.5, -1.5))
MODEL = AdditiveOrdinal((STEPS, LINES), Link(1.3, (-2.0, -1.0, 0.5, 2.0)))

NUMBERS = st.one_of(st.floats(-10, 10), st.just(float("nan")))


def test_steps_include_their_upper_end():
    assert STEPS(np.array([-1.0, 0.0, 0.1, 2.0, 2.1, np.nan])).tolist() == [-1.0, -1.0, 0.2, 0.2, 0.9, 0.1]


def test_lines_are_level_outside_their_knots():
    assert LINES(np.array([-9.0, 0.0, 2.0, 9.0])).tolist() == [0.5, 0.5, -0.5, -1.5]


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=8))
def test_effects_add_up_to_the_score_minus_the_base(rows):
    table = {name: np.array([row[i] for row in rows]) for i, name in enumerate(("figures", "hedges"))}
    terms = MODEL.terms(table)
    points = MODEL.link.points(MODEL.base_index + terms.sum(axis=1))
    assert MODEL.effects(terms).sum(axis=1) == pytest.approx(points - MODEL.base, abs=1e-6)


def test_an_effect_has_the_sign_of_its_curve_even_where_all_cancel_out():
    effects = MODEL.effects(np.array([[0.4, -0.4]]))[0]
    assert effects[0] > 0 > effects[1]
    assert effects.sum() == pytest.approx(0.0, abs=1e-6)


def test_centred_curves_have_a_mean_of_zero_and_absent_numbers_say_nothing():
    table = {"figures": np.array([0.0, 1.0, 5.0]), "hedges": np.array([0.0, 1.0, np.nan])}
    (steps, lines), total = centred((STEPS, LINES), table)
    assert steps(table["figures"]).mean() == pytest.approx(0.0)
    assert lines(table["hedges"]).mean() == pytest.approx(0.0)
    assert steps.missing == 0.0
    assert lines.missing != 0.0
    before = STEPS(table["figures"]) + LINES(table["hedges"])
    assert steps(table["figures"]) + lines(table["hedges"]) + total == pytest.approx(before)


def test_a_model_survives_the_round_trip():
    assert AdditiveOrdinal.from_dict(MODEL.to_dict()) == MODEL


def test_a_curve_with_a_value_too_few_is_refused():
    with pytest.raises(ValueError, match="'figures' has 2 knots and 2 values"):
        Curve.from_dict(STEPS.to_dict() | {"values": [0.0, 1.0]})


@pytest.mark.parametrize(
    ("curve", "neutral"),
    [
        (STEPS, 0.0),
        (LINES, 1.0),
        (Curve("x", "lines", (0.0, 4.0, 6.0), (-1.0, 1.0, -1.0)), 2.0),
        (Curve("x", "lines", (0.0, 4.0, 6.0), (-1.0, 0.0, 1.0)), 4.0),
        (Curve("x", "lines", (0.0, 4.0), (0.5, 1.5)), None),
        (Curve("x", "lines", (0.0, 4.0), (0.0, 0.0)), None),
    ],
)
def test_the_neutral_number_is_where_a_curve_goes_through_nought(curve, neutral):
    assert curve.neutral == (None if neutral is None else pytest.approx(neutral))
    assert AdditiveOrdinal((curve,), MODEL.link).neutral(curve.column) == curve.neutral


def test_a_column_without_a_curve_has_no_neutral_number():
    assert MODEL.neutral("names") is None
