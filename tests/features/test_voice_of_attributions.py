"""Whose voice a hedge or a colour is in, by the attributions around it, which are made by hand."""

from __future__ import annotations

import pytest

from credscore_features import Feature, Finding, Reading
from credscore_features.hedging import FEATURE as HEDGING
from credscore_features.tone import FEATURE as TONE
from tests.annotations import spans


def attribution(text: str, **parts: list[str]) -> Finding:
    """An attribution; each part's pieces in text order."""
    return Finding(
        kind="attribution", label="indirect", start=0, end=1, text=text[0], sentence=(0, len(text)), voice="writer",
        origin="annotator:attribution", message="",
        parts={name: tuple(spans(text, *pieces)) for name, pieces in parts.items()},
    )  # fmt: skip


def voices(feature: Feature, text: str, *attributions: Finding) -> dict[str, str]:
    assert feature.find is not None
    return {f.text: f.voice for f in feature.find(Reading(text), {"attribution": attributions})}


class TestSourceAndCue:
    """How the speaker and the speaking are described is the writer's doing, whatever the content's span takes in."""

    TEXT = "The bridge may fall, an apparently unnamed official reportedly said, and the road could close."

    def test_beside_the_content(self) -> None:
        said = attribution(
            self.TEXT,
            content=["The bridge may fall", "and the road could close"],
            source=["an apparently unnamed official"],
            cue=["reportedly said"],
        )
        assert voices(HEDGING, self.TEXT, said) == {
            "may": "quoted",
            "apparently": "writer",
            "reportedly": "writer",
            "could": "quoted",
        }

    def test_inside_the_content(self) -> None:
        said = attribution(
            self.TEXT,
            content=[self.TEXT],
            source=["an apparently unnamed official"],
            cue=["reportedly said"],
        )
        assert voices(HEDGING, self.TEXT, said) == {
            "may": "quoted",
            "apparently": "writer",
            "reportedly": "writer",
            "could": "quoted",
        }

    def test_colour_too(self) -> None:
        text = "The disgraceful mayor screamed that the plan was a shameful one."
        said = attribution(
            text, content=["that the plan was a shameful one"], source=["The disgraceful mayor"], cue=["screamed"]
        )
        found = voices(TONE, text, said)
        assert (found["disgraceful"], found["shameful"]) == ("writer", "quoted")


class TestNested:
    TEXT = "The clerk said a perhaps jealous rival had hinted that the vault might be empty. It may be."

    def test_what_the_inner_says_is_quoted_and_so_is_how_the_outer_describes_it(self) -> None:
        outer = attribution(
            self.TEXT,
            source=["The clerk"],
            cue=["said"],
            content=["a perhaps jealous rival had hinted that the vault might be empty"],
        )
        inner = attribution(
            self.TEXT, source=["a perhaps jealous rival"], cue=["had hinted"], content=["that the vault might be empty"]
        )
        for order in ((outer, inner), (inner, outer)):
            found = voices(HEDGING, self.TEXT, *order)
            assert (found["perhaps"], found["might"], found["may"]) == ("quoted", "quoted", "writer")

    def test_the_inner_alone_leaves_the_description_to_the_writer(self) -> None:
        inner = attribution(
            self.TEXT, source=["a perhaps jealous rival"], cue=["had hinted"], content=["that the vault might be empty"]
        )
        found = voices(HEDGING, self.TEXT, inner)
        assert (found["perhaps"], found["might"]) == ("writer", "quoted")


def test_between_the_pieces_of_a_split_content_the_writer_speaks() -> None:
    text = "The mill, she said in what was perhaps a joke, may burn down."
    said = attribution(text, source=["she"], cue=["said"], content=["The mill", "may burn down"])
    assert voices(HEDGING, text, said) == {"perhaps": "writer", "may": "quoted"}


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("„", "“")], ids=["curly", "straight", "low"])
def test_a_quotation_over_several_paragraphs(opening: str, closing: str) -> None:
    text = (
        f"{opening}The well may be dry,{closing} said the miller. {opening}It could get worse.\n\n"
        f"{opening}Perhaps the stream will stop.\n\n{opening}It is possible that we leave.{closing}\n\n"
        "The stream might return in spring."
    )
    assert voices(HEDGING, text) == {
        "may": "quoted",
        "could": "quoted",
        "Perhaps": "quoted",
        "possible": "quoted",
        "might": "writer",
    }


@pytest.mark.parametrize("feature", [HEDGING, TONE], ids=lambda feature: feature.name)
def test_voices_need_the_attributions(feature: Feature) -> None:
    assert "attribution" in feature.after
