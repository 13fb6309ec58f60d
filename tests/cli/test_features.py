"""``credscore features``: every family and column is listed, in each format."""

from __future__ import annotations

import json

from credscore_features import Column, Feature, features


def test_the_table_names_every_family_and_column(run):
    output = run("features").stdout
    for feature in features():
        assert f"\n{feature.name}: " in f"\n{output}"
        for column in feature.columns:
            assert f"  - {column.name} ({column.unit}" in output
    assert max(map(len, output.splitlines())) <= 100


def test_json(run):
    listed = json.loads(run("features", "--format", "json").stdout)
    assert [f["name"] for f in listed] == [f.name for f in features()]
    for given, feature in zip(listed, features(), strict=True):
        assert given["finds"] == list(feature.kinds)
        assert [c["name"] for c in given["columns"]] == [c.name for c in feature.columns]
        assert all(c["better"] in {"higher", "lower", "neither"} for c in given["columns"])


def test_markdown_escapes_what_would_break_a_table():
    from credscore.cli.features import markdown

    column = Column(name="odd", unit="count", summary="This | or that.", better="lower")
    feature = Feature(name="own", summary="Ours.", source="us", measure=lambda _: {"odd": 1.0}, columns=(column,))
    assert "| `odd` | count | lower | This \\| or that. |" in markdown([feature]).splitlines()


def test_markdown(run):
    output = run("features", "--format", "markdown").stdout
    assert all(f"## {feature.name}\n" in output for feature in features())


def test_a_family_that_needs_an_annotator_says_so():
    from credscore.cli.features import _FORMATS

    alone = Feature(name="own", summary="Ours.", source="us")
    needy = Feature(name="own", summary="Ours.", source="us", needs_annotation=True)
    said = "Left out where rules read alone: it needs an annotator"
    for name in ("table", "markdown"):
        assert said not in _FORMATS[name]([alone])
        assert said in _FORMATS[name]([needy])
    documents = [json.loads(_FORMATS["json"]([feature]))[0] for feature in (alone, needy)]
    assert [document["needs_annotation"] for document in documents] == [False, True]
