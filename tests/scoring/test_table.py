"""FeatureTable keeps scikit-learn's contract."""

import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn import set_config
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.utils import estimator_checks

from credscore.errors import ConfigError
from credscore.scoring import FeatureTable
from credscore_features import UnknownFeatureError, features
from tests.annotators import Marker

TEXTS = [
    "The harbour board raised fees by 4 percent on Monday, chairwoman Ines Quell said.",
    "Everyone knows they lie! Wake up, people.",
    "",
]

# The checks of check_estimator that do not need a table of numbers as input; for an estimator of texts
# scikit-learn itself runs only the first of them.
CHECKS = [
    estimator_checks.check_estimator_cloneable,
    estimator_checks.check_estimator_repr,
    estimator_checks.check_estimator_tags_renamed,
    estimator_checks.check_valid_tag_types,
    estimator_checks.check_no_attributes_set_in_init,
    estimator_checks.check_parameters_default_constructible,
    estimator_checks.check_get_params_invariance,
    estimator_checks.check_set_params,
    estimator_checks.check_do_not_raise_errors_in_init_or_set_params,
    estimator_checks.check_mixin_order,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_scikit_learns_own_checks(check):
    check("FeatureTable", FeatureTable(families=["specificity"]))


@pytest.mark.filterwarnings(
    "ignore:Can't test estimator FeatureTable which requires input:sklearn.exceptions.SkipTestWarning"
)
def test_check_estimator_finds_nothing_wrong():
    results = estimator_checks.check_estimator(FeatureTable(annotator="rules"), on_fail=None, on_skip=None)
    assert results
    assert [r["check_name"] for r in results if r["status"] == "failed"] == []


@pytest.fixture(scope="module")
def table():
    return FeatureTable(annotator="rules").fit_transform(TEXTS)


def test_one_row_a_text_one_column_a_number(table):
    names = [column.name for f in features() if not f.needs_annotation for column in f.columns]
    assert list(table.columns) == names
    assert table.shape == (3, len(names))
    assert set(table.dtypes.astype(str)) == {"float64"}


def test_the_order_of_the_texts_does_not_matter(table):
    backwards = FeatureTable(annotator="rules").fit_transform(TEXTS[::-1])
    pd.testing.assert_frame_equal(backwards[::-1].reset_index(drop=True), table)


def test_the_numbers_say_what_the_texts_say(table):
    assert table["figure_density"].tolist()[0] > 0
    assert table["figure_density"].tolist()[1:] == [0.0, 0.0]
    assert table["contraction_density"].tolist()[0] == 0
    assert table["words_per_sentence"].tolist()[1] == 3.5


@pytest.mark.parametrize(
    "given",
    [np.array(TEXTS, dtype=object), pd.Series(TEXTS), pd.DataFrame({"text": TEXTS}), tuple(TEXTS), iter(TEXTS)],
    ids=["array", "series", "frame", "tuple", "iterator"],
)
def test_texts_may_come_in_any_container(given, table):
    fitted = FeatureTable(annotator="rules").fit(TEXTS)
    pd.testing.assert_frame_equal(fitted.transform(given), table)


def test_the_index_of_a_frame_is_kept():
    frame = pd.DataFrame({"text": TEXTS}, index=["a", "b", "c"])
    assert FeatureTable(families=["specificity"]).fit_transform(frame).index.tolist() == ["a", "b", "c"]


def test_families_can_be_chosen_and_unknown_ones_are_named():
    few = FeatureTable(families=["specificity"]).fit(TEXTS)
    assert (
        0 < len(few.get_feature_names_out()) < len(FeatureTable(annotator="rules").fit(TEXTS).get_feature_names_out())
    )
    with pytest.raises(UnknownFeatureError, match=r"no feature 'hedgin'\. Known features:"):
        FeatureTable(families=["hedgin"]).fit(TEXTS)


def test_it_must_be_fitted_first():
    with pytest.raises(NotFittedError):
        FeatureTable(annotator="rules").transform(TEXTS)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("one text", "this is one string: put it in a list"),
        (["a text", 3], "item 1 is int: 3"),
        ([None], "item 0 is NoneType"),
        (pd.DataFrame({"a": ["x"], "b": ["y"]}), "wants one column of texts; this frame has 2"),
    ],
)
def test_what_is_no_text_is_refused_by_place(wrong, said):
    with pytest.raises((ValueError, TypeError), match=said):
        FeatureTable(annotator="rules").fit(wrong)


def test_it_works_in_a_pipeline_and_with_set_output():
    pipe = make_pipeline(FeatureTable(families=["specificity"]), LinearRegression())
    assert pipe.fit(TEXTS, [1.0, 2.0, 3.0]).predict(TEXTS).shape == (3,)
    try:
        set_config(transform_output="pandas")
        assert isinstance(FeatureTable(families=["specificity"]).fit_transform(TEXTS), pd.DataFrame)
    finally:
        set_config(transform_output="default")


def test_clones_and_copies_measure_the_same(table):
    fitted = FeatureTable(annotator="rules").fit(TEXTS)
    pd.testing.assert_frame_equal(clone(fitted).fit(TEXTS).transform(TEXTS), table)


def test_an_unfitted_one_can_be_pickled():
    again = pickle.loads(pickle.dumps(FeatureTable(families=["tone"])))
    assert again.get_params() == FeatureTable(families=["tone"]).get_params()


def test_progress_is_told_after_each_text():
    done = []
    FeatureTable(families=["specificity"], progress=done.append).fit_transform(TEXTS)
    assert done == [1, 2, 3]


class TestAnnotator:
    def test_families_that_need_one_are_measured_with_one_only(self):
        needy = {c.name for f in features() if f.needs_annotation for c in f.columns}
        assert needy <= set(FeatureTable(annotator=Marker()).fit_transform(TEXTS).columns)
        assert needy.isdisjoint(FeatureTable(annotator="rules").fit(TEXTS).get_feature_names_out())

    def test_such_a_family_cannot_be_asked_for_without_one(self):
        name = next(f.name for f in features() if f.needs_annotation)
        with pytest.raises(UnknownFeatureError, match="it needs an annotator"):
            FeatureTable(families=[name], annotator="rules").fit(TEXTS)

    def test_a_name_is_looked_up_when_it_is_fitted(self):
        assert FeatureTable(annotator="rules").fit(TEXTS).annotator_ is None
        with pytest.raises(ConfigError, match="no annotator 'ruled'"):
            FeatureTable(annotator="ruled").fit(TEXTS)

    def test_texts_are_read_together_and_measured_each_for_itself(self):
        marker = Marker()
        together = FeatureTable(annotator=marker).fit_transform(TEXTS)
        assert marker.batches[0] == len(TEXTS)
        alone = pd.concat([FeatureTable(annotator=Marker()).fit_transform([text]) for text in TEXTS], ignore_index=True)
        pd.testing.assert_frame_equal(together, alone)
