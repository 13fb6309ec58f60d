"""What docs/spacy.md shows can be run, in order, with any annotator."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from credscore.language import annotator as annotators
from credscore_features.annotation import OUTPUTS
from tests.annotations import annotation, spans

PAGE = (Path(__file__).parents[2] / "docs" / "spacy.md").read_text("utf-8")


class ByHand:
    """Reads one attribution and one passage that is well supported but for its last words."""

    name, version, sha256 = "by-hand", "1", ""

    def annotate(self, readings):
        for reading in readings:
            marked = {
                "content": ["The bridge may close in May"],
                "source": ["the port authority"],
                "cue": ["said"],
                "flag": ["without offering evidence"],
                "support": ["The bridge may close in May, the port authority said."],
            }
            yield annotation(reading.text, {name: spans(reading.text, *words) for name, words in marked.items()})


def test_the_page_runs(monkeypatch, capsys):
    monkeypatch.setattr(annotators, "load", lambda *_args, **_options: ByHand())
    left: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(block, "docs/spacy.md", "exec"), left)
    text, said = left["doc"].text, capsys.readouterr().out
    assert "evidence.no_evidence writer without offering evidence" in said
    assert "\nquoted\n" in said
    assert left["annotation"].logits.shape == (len(left["annotation"].offsets), len(OUTPUTS))
    assert text[slice(*left["found"].up[0])] in "The bridge may close in May, the port authority said."


def test_the_outputs_that_it_names_are_there():
    named = re.search(r"`credscore_features.annotation.OUTPUTS`(.*?)```", PAGE, re.DOTALL)
    assert named is not None
    assert set(re.findall(r"`([\w.]+)`", named[1])) <= set(OUTPUTS)
