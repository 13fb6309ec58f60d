from __future__ import annotations

import gzip
import hashlib
import json
import os
from pathlib import Path

import pytest

from credscore import corpora
from credscore.errors import ConfigError, InputError

ROWS = [
    {"id": "a", "text": "The harbour board of Velmora met on Tuesday.", "support": 4},
    {"id": "b", "text": "Ferries \u2028 ran late, \u201cas ever\u201d.", "support": 3},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "polnear").mkdir()
    (tmp_path / "ud_ewt").mkdir()
    (tmp_path / "hedging").mkdir()
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    (tmp_path / "gold" / "passages.train.jsonl").write_text(lines + "\n", encoding="utf-8")
    with gzip.open(tmp_path / "polnear" / "train.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(lines)
    with gzip.open(tmp_path / "ud_ewt" / "dev.conllu.gz", "wt", encoding="utf-8") as out:
        out.write(CONLLU)
    (tmp_path / "hedging" / "lexicons.json").write_text('{"ours/hedges": ["perhaps", "maybe"]}')
    return tmp_path


CONLLU = """# sent_id = one
# text = Gulls cry
# just a remark
1\tGulls\tgull\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tcry\tcry\tVERB\tVBP\t_\t0\troot\t_\t_

1\tStop\tstop\tVERB\tVB\t_\t0\troot\t_\t_
"""


def test_every_corpus_says_where_it_comes_from_and_what_to_cite() -> None:
    for corpus in corpora.registry().values():
        assert corpus.parts, corpus.name
        assert all((corpus.about, corpus.origin, corpus.licence, corpus.citation)), corpus.name
        assert corpus.origin.startswith(("https://", "credscore's own annotation")), corpus.name
        assert not any(Path(file).is_absolute() or ".." in file for file in corpus.parts.values())


def test_rows_are_streamed_in_order_and_unaltered(folder: Path) -> None:
    assert list(corpora.stream("passages", "train", folder=folder)) == ROWS
    assert list(corpora.stream("polnear", "train", folder=folder, limit=1)) == ROWS[:1]


def test_the_folder_comes_from_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(corpora.VARIABLE, str(folder))
    table = corpora.frame("passages", "train")
    assert table["id"].tolist() == ["a", "b"]


def test_a_treebank_is_read_sentence_by_sentence(folder: Path) -> None:
    first, second = corpora.stream("ud_ewt", "dev", folder=folder)
    assert (first["sent_id"], first["text"]) == ("one", "Gulls cry")
    assert [(t["form"], t["upos"]) for t in first["tokens"]] == [("Gulls", "NOUN"), ("cry", "VERB")]
    assert [t["lemma"] for t in second["tokens"]] == ["stop"]
    assert "text" not in second


def test_a_json_object_gives_its_items(folder: Path) -> None:
    assert list(corpora.stream("hedging_lexicons", folder=folder)) == [
        {"name": "ours/hedges", "value": ["perhaps", "maybe"]}
    ]


def test_the_digest_is_that_of_the_file(folder: Path) -> None:
    path = folder / "gold" / "passages.train.jsonl"
    assert corpora.digest(path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_without_the_variable_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(corpora.VARIABLE, raising=False)
    with pytest.raises(ConfigError, match="Set the environment variable CREDSCORE_DATA"):
        corpora.folder()


def test_a_missing_folder_is_named_with_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(corpora.VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(InputError, match=r"CREDSCORE_DATA names '.*nowhere', which is no folder"):
        corpora.folder()


def test_a_missing_file_is_named_with_variable_path_and_origin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(corpora.VARIABLE, str(tmp_path))
    message = r"'polnear', part 'dev'.*dev\.jsonl\.gz'.*CREDSCORE_DATA.*github"
    with pytest.raises(InputError, match=message) as caught:
        list(corpora.stream("polnear", "dev"))
    assert str(tmp_path) in str(caught.value)


def test_unknown_names_list_the_choices(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"no corpus 'polnaer'\. Known corpora: passages,.*polnear"):
        corpora.get("polnaer")
    with pytest.raises(ConfigError, match=r"'passages' has no part 'test'\. Its parts: train, dev\."):
        corpora.stream("passages", "test", folder=folder)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"id": 1}\n{"id": \n', "line 2 is no JSON"),
        (b'{"id": 1}\n[1, 2]\n', "line 2 holds list"),
        (b'{"id": 1}\n\xff\xfe\n', "cannot be read after line"),
        (b"[" * 100_000, "line 1 is no JSON"),
    ],
)
def test_a_damaged_line_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        list(corpora.read(path))
    assert str(path) in str(caught.value)


def test_a_truncated_archive_is_named(folder: Path) -> None:
    path = folder / "polnear" / "train.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(InputError, match=r"train\.jsonl\.gz cannot be read after line"):
        list(corpora.stream("polnear", "train", folder=folder))


def test_a_treebank_row_with_missing_columns_is_named(folder: Path) -> None:
    with gzip.open(folder / "ud_ewt" / "dev.conllu.gz", "wt", encoding="utf-8") as out:
        out.write("# text = Gulls\n1\tGulls\tgull\n\n")
    with pytest.raises(InputError, match="line 2 has 3 columns"):
        list(corpora.stream("ud_ewt", "dev", folder=folder))


@pytest.mark.corpora
@pytest.mark.skipif(not os.environ.get(corpora.VARIABLE), reason="CREDSCORE_DATA names no folder")
def test_every_listed_file_is_there_and_can_be_read() -> None:
    for corpus in corpora.registry().values():
        for part in corpus.parts:
            assert next(iter(corpora.stream(corpus.name, part))), (corpus.name, part)
