"""Findings in text order, and rows of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credscore_features import Column, Feature, Finding, Reading, Scope, findings, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credscore_features import Found


def finder(name: str, word: str, *after: str) -> Feature:
    def find(reading: Reading, found: Found) -> Iterator[Finding]:
        assert set(found) == set(after)
        for start in reading.places.get(word, ()):
            yield Finding(
                kind=name, label=f"after {sum(map(len, found.values()))}", start=start, end=start + len(word),
                text=word, sentence=reading.sentence_at(start), voice="writer", origin=f"rule:{name}", message="",
            )  # fmt: skip

    def measure(scope: Scope) -> dict[str, float]:
        return {f"{name}_count": len(scope.of(name)), "not a column": 1.0}

    column = Column(name=f"{name}_count", unit="count", summary="x")
    return Feature(name=name, summary="x", source="x", find=find, measure=measure, columns=(column,), after=after)


ONE, TWO = finder("one", "no"), finder("two", "yes", "one")
READING = Reading("yes no yes no")


def test_are_numbered_in_text_order_and_see_what_they_asked_for() -> None:
    found = findings(READING, (ONE, TWO))
    assert [(f.id, f.text, f.start) for f in found] == [
        ("f1", "yes", 0),
        ("f2", "no", 4),
        ("f3", "yes", 7),
        ("f4", "no", 11),
    ]
    assert [f.label for f in found if f.kind == "two"] == ["after 2", "after 2"]


def test_nothing_is_found_where_it_is_to_be_skipped() -> None:
    found = findings(READING, (ONE, TWO), skip=[(0, 5)])
    assert [f.start for f in found] == [7, 11]
    assert {f.label for f in found if f.kind == "two"} == {"after 1"}


def test_a_row_holds_the_declared_columns_of_what_starts_inside() -> None:
    found = findings(READING, (ONE, TWO))
    assert row(READING, (0, 6), found, (ONE, TWO)) == {"one_count": 1.0, "two_count": 1.0}
    assert row(READING, (6, 13), found, (TWO,)) == {"two_count": 1.0}


def test_a_feature_that_only_finds_has_no_columns() -> None:
    only = Feature(name="x", summary="x", source="x", find=ONE.find)
    assert row(READING, (0, 13), findings(READING, (only,)), (only,)) == {}


def test_a_finding_as_plain_types() -> None:
    finding = Finding(
        kind="evidence", label="disputed", start=0, end=2, text="no", sentence=(0, 2), voice="writer",
        origin="rule:evidence.disputed", message="m", parts={"cue": ((0, 2),)},
    )  # fmt: skip
    plain = finding.to_dict()
    assert plain["sentence"] == [0, 2]
    assert plain["parts"] == {"cue": [[0, 2]]}
    assert finding.rule == "evidence.disputed"
    assert finding.part("cue") == ((0, 2),)
    assert finding.part("claim") == ()
