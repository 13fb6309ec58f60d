"""Which annotator a name means, what is said of it, and annotations that are looked up."""

import sys
from types import ModuleType

import pytest

from credscore.contract import RULES, AnnotatorInfo
from credscore.errors import ConfigError, InputError
from credscore.language import annotator as annotators
from credscore.language.annotator.kept import Kept, digest, keep
from credscore.language.annotator.recalled import Recalled
from credscore_features import Reading
from tests.annotations import annotation
from tests.annotators import Marker, cues


@pytest.fixture
def encoder(monkeypatch):
    """An encoder that notes how it is loaded."""
    calls = []

    class Encoder(Marker):
        @classmethod
        def load(cls, folder=None, threads=1):
            calls.append((folder, threads))
            return cls()

    module = ModuleType("credscore.language.annotator.encoder")
    module.Encoder = Encoder
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return calls


def test_rules_are_no_annotator_and_load_none(encoder):
    assert annotators.load("rules") is None
    assert encoder == []


def test_the_encoder_that_ships_and_one_in_a_folder(encoder, tmp_path):
    annotators.load("encoder")
    annotators.load(tmp_path, threads=3)
    annotators.load(str(tmp_path))
    assert encoder == [(None, 1), (tmp_path, 3), (tmp_path, 1)]


def test_kinds(tmp_path):
    assert [annotators.kind(choice) for choice in ("rules", "encoder", tmp_path)] == ["rules", "encoder", "encoder"]


@pytest.mark.parametrize("wrong", ["encodr", "no/such/folder"])
def test_a_name_that_means_nothing_is_told_with_the_choices(wrong):
    for asked in (annotators.kind, annotators.load):
        with pytest.raises(ConfigError, match=rf"no annotator '{wrong}'.* Choices: encoder, rules, or a folder\."):
            asked(wrong)


def test_the_default_is_one_of_the_choices():
    assert annotators.DEFAULT_ANNOTATOR in annotators.CHOICES


def test_what_is_said_of_it():
    assert annotators.info(None) == RULES
    assert annotators.info(Marker()) == AnnotatorInfo("marker", "1", "ab" * 32)
    assert RULES.to_dict() == {"name": "rules", "version": None, "sha256": None}
    assert (str(RULES), str(Marker().info)) == ("rules", "marker 1 abababababab")


@pytest.fixture
def kept(tmp_path):
    def written(*texts, name="kept.npz", output="cue"):
        path = tmp_path / name
        keep(path, {digest(text): annotation(text, {output: [(0, 2)]}) for text in texts})
        return Kept(path)

    return written


def test_what_is_kept_is_looked_up_by_its_text(kept):
    found = kept("Ana Brill spoke.", "Bo ran.")
    (one,) = found.annotate([Reading("Bo ran.")])
    assert one.offsets.tolist() == annotation("Bo ran.", {}).offsets.tolist()
    with pytest.raises(InputError, match=r"kept\.npz holds no annotation of the text 'Cy sat\.'"):
        list(found.annotate([Reading("Cy sat.")]))


def test_a_file_of_other_annotations_has_another_digest(kept):
    assert kept("Bo ran.").sha256 != kept("Cy sat.", name="other.npz").sha256


def test_texts_that_are_not_kept_are_read_together_and_all_stay_in_order(kept):
    behind = Marker()
    texts = ["Dee said so.", "Ana Brill spoke.", "Eve said no.", "Bo ran."]
    readings = [Reading(text) for text in texts]
    recalled = Recalled([kept("Bo ran."), kept("Ana Brill spoke.", "Bo ran.", name="two.npz", output="source")], behind)
    for reading, found in zip(readings, recalled.annotate(readings), strict=True):
        reading.annotation = found
    assert [cues(reading) for reading in readings] == [["said"], [], ["said"], ["Bo"]]
    assert behind.batches == [2]


def test_what_is_looked_up_goes_by_the_name_of_the_annotator_behind(kept):
    assert annotators.info(Recalled([kept("Bo ran.")], Marker())) == Marker().info
