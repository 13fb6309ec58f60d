"""Every feature's examples.toml: what must be found, what must not, and what is measured. Names no feature."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from credscore_features import Finding, Reading, chosen, features, findings, row
from tests.annotations import annotation, spans

if TYPE_CHECKING:
    from pathlib import Path

    from credscore_features import Feature

SHAPES = {
    "fires": {"text", "find", "only", "marked"},
    "silent": {"text", "not", "marked"},
    "measures": {"text", "column", "value", "above", "below", "marked"},
}
"""``marked``: output of the annotator → the words that it marks, each behind those before; without it, rules read."""
OF_THE_FINDING = {"label", "text", "voice", "source_type", "anonymous", "severity", "quote"}


@cache
def examples_of(folder: Path | None) -> dict[str, list[dict[str, Any]]]:
    path = None if folder is None else folder / "examples.toml"
    return {} if path is None or not path.exists() else tomllib.loads(path.read_text("utf-8"))


def examples(kind: str) -> list[Any]:
    """One test parameter for each example of that kind, named by its feature and number."""
    return [
        pytest.param(feature, example, id=f"{feature.name}-{number}")
        for feature in features()
        for number, example in enumerate(examples_of(feature.folder).get(kind, ()), 1)
    ]


def read(example: dict[str, Any]) -> Reading:
    """The example's text, with the annotation that it states."""
    reading = Reading(example["text"])
    if "marked" in example:
        marked = {output: spans(reading.text, *words) for output, words in example["marked"].items()}
        reading.annotation = annotation(reading.text, marked)
    return reading


def found_by(feature: Feature, reading: Reading) -> list[Finding]:
    """What this feature finds in the text, after those that it depends on."""
    found: dict[str, tuple[Finding, ...]] = {}
    for needed in chosen([feature.name]):
        if needed.find is not None:
            found[needed.name] = tuple(needed.find(reading, {n: found.get(n, ()) for n in needed.after}))
    return list(found[feature.name])


def part(text: str, finding: Finding, name: str) -> str:
    return " ... ".join(text[start:end] for start, end in finding.part(name))


def matches(text: str, finding: Finding, wanted: dict[str, Any]) -> bool:
    return all(
        (getattr(finding, key) if key in OF_THE_FINDING else part(text, finding, key)) == value
        for key, value in wanted.items()
    )


def told(text: str, given: list[Finding]) -> str:
    """What was found instead, for the message of a failing test."""
    lines = [f"in {text!r} was found:"]
    for f in given:
        parts = {name: part(text, f, name) for name in f.parts}
        lines.append(f"  {f.rule} {f.text!r} voice={f.voice} source_type={f.source_type} {parts}")
    return "\n".join(lines)


@pytest.mark.parametrize("feature", features(), ids=lambda feature: feature.name)
def test_every_feature_has_examples_that_can_fail(feature: Feature) -> None:
    given = examples_of(feature.folder)
    unknown = [
        (kind, key) for kind in given for table in given[kind] for key in table if key not in SHAPES.get(kind, ())
    ]
    assert not unknown, f"known are {SHAPES}"
    for kind in ("measures",) if feature.find is None else ("fires", "silent"):
        assert given.get(kind), f"it has no [[{kind}]] example"


@pytest.mark.parametrize(("feature", "example"), examples("fires"))
def test_fires(feature: Feature, example: dict[str, Any]) -> None:
    text = example["text"]
    left = found_by(feature, read(example))
    message = told(text, left)
    for wanted in example["find"]:
        assert "label" in wanted, "each item of `find` names its label"
        hit = next((f for f in left if matches(text, f, wanted)), None)
        assert hit is not None, f"{wanted} is missing; {message}"
        left.remove(hit)
    assert not (example.get("only") and left), f"more than was wanted; {message}"


@pytest.mark.parametrize(("feature", "example"), examples("silent"))
def test_stays_silent(feature: Feature, example: dict[str, Any]) -> None:
    labels = example.get("not")
    wrong = [f for f in found_by(feature, read(example)) if labels is None or f.label in labels]
    assert not wrong, told(example["text"], wrong)


@pytest.mark.parametrize(("feature", "example"), examples("measures"))
def test_measures(feature: Feature, example: dict[str, Any]) -> None:
    reading, needed = read(example), chosen([feature.name])
    number = row(reading, (0, len(reading.text)), findings(reading, needed), [feature])[example["column"]]
    assert {"value", "above", "below"} & set(example), "an example of [[measures]] says what is expected"
    assert math.isclose(number, example.get("value", number), rel_tol=1e-6, abs_tol=1e-9), number
    assert number > example.get("above", -math.inf), number
    assert number < example.get("below", math.inf), number
