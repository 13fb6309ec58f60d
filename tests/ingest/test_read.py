from __future__ import annotations

import gzip
import io
import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credscore.article import Article
from credscore.errors import InputError
from credscore.ingest import read
from credscore.ingest.files import READERS
from credscore.language.pipeline import MAX_CHARACTERS

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The ferry company said on Monday that it would pay for the repairs, though its owner had not signed anything."
OTHER = "Two aides to the mayor said the vote would be held again, and that the first count had been lost."


def outcome(*paths: object, **options: object) -> tuple[list[Article], list[str]]:
    errors: list[InputError] = []
    articles = list(read([str(p) for p in paths], on_error=errors.append, **options))  # type: ignore[arg-type]
    assert all("\n" not in str(error) for error in errors)
    return articles, [str(error) for error in errors]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return path


def test_a_text_is_kept_as_it_is(tmp_path: Path) -> None:
    text = f"\u200f{TEXT}\r\n\r\n{OTHER} \u202b\ud800\n"
    (article,), errors = outcome(write(tmp_path, "a.txt", text))
    assert (article.text, article.id, errors) == (text, "a.txt", [])
    assert article.language == "en"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_with_a_mark(tmp_path: Path, encoding: str) -> None:
    (article,), _ = outcome(write(tmp_path, "a.txt", f"Café: {TEXT}".encode(encoding)))
    assert article.text == f"Café: {TEXT}"


def test_windows_1252_is_said(tmp_path: Path) -> None:
    (article,), _ = outcome(write(tmp_path, "a.txt", f"“Café”: {TEXT}".encode("cp1252")))
    assert article.text.startswith("“Café”")
    assert "windows-1252" in article.place


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "is empty"),
        ("a.txt", b"ab\x00cd", "binary"),
        ("a.txt", b"\x01\x02\x03\x04abc", "binary"),
        ("a.txt", "Совет порта решил".encode("cp1251"), "unknown encoding"),
        ("a.txt", b"\xff\xfe\x00", "UTF-16"),
        ("a.txt", b"x" * (MAX_CHARACTERS + 1), "1,000,001 characters"),
        ("a.html", b"<html><body></body></html>", "no text"),
        ("a.json", b"[]", "is empty"),
        ("a.json", b'"text"', "a JSON string"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.jsonl", b"\n\n", "is empty"),
        ("a.csv", b"a,b\n1,2\n", "no column with a usual name for the text"),
        ("a.csv", b"text,text\n1,2\n", "more than one column"),
        ("a.csv", b"text\n", "no rows"),
        ("a.csv", b"", "is empty"),
        ("a.parquet", b"PAR1 no table PAR1", "Parquet"),
        ("a.txt.gz", b"\x1f\x8bjunk", "damaged"),
        ("a.txt.gz", gzip.compress(b"x" * 3_000_000), "zip bomb"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    good = write(tmp_path, "z.txt", TEXT)
    articles, (error,) = outcome(write(tmp_path, name, content), good, max_bytes=2_000_000)
    assert [a.text for a in articles] == [TEXT]
    assert name in error
    assert says in error


def test_an_error_is_raised_where_nobody_takes_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file or folder"):
        list(read([str(tmp_path / "none.txt")]))


def test_too_many_bytes(tmp_path: Path) -> None:
    _, (error,) = outcome(write(tmp_path, "a.txt", TEXT), max_bytes=20)
    assert "more than 20 bytes" in error


def test_folder_pattern_and_names_given_twice(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", TEXT)
    write(tmp_path, ".hidden.txt", TEXT)
    write(tmp_path, "c.pdf", b"%PDF")
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", "a.md", OTHER)
    articles, errors = outcome(tmp_path, tmp_path / "*.txt", tmp_path / "b.txt")
    assert ([a.id for a in articles], errors) == (["b.txt", "a.md"], [])


def test_an_empty_folder_names_the_suffixes(tmp_path: Path) -> None:
    _, (error,) = outcome(tmp_path)
    assert all(suffix in error for suffix in READERS)


ROWS = [
    {
        "ID": "x",
        "Full Text": TEXT,
        "Outlet": "The Post",
        "published": "2024-01-02",
        "headline": "Ferry",
        "byline": "J. Roe",
    }
]


def csv_of(rows: list[dict[str, str]], comma: str = ",") -> bytes:
    quoted = [[f'"{value}"' for value in row.values()] for row in rows]
    return "\n".join([comma.join(rows[0]), *(comma.join(values) for values in quoted)]).encode()


def parquet_of(rows: list[dict[str, str]]) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), sink)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", csv_of(ROWS)),
        ("a.csv", csv_of(ROWS).decode().encode("utf-16")),
        ("a.csv", csv_of(ROWS, ";")),
        ("a.tsv", csv_of(ROWS, "\t")),
        ("a.csv.gz", gzip.compress(csv_of(ROWS))),
        ("a.jsonl", json.dumps(ROWS[0]).encode()),
        ("a.ndjson.gz", gzip.compress(json.dumps(ROWS[0]).encode())),
        ("a.json", json.dumps(ROWS).encode()),
        ("a.json", json.dumps(ROWS[0], indent=1).encode()),
        ("a.parquet", parquet_of(ROWS)),
    ],
)
def test_columns_are_guessed(tmp_path: Path, name: str, content: bytes) -> None:
    (article,), errors = outcome(write(tmp_path, name, content))
    assert not errors
    assert (article.id, article.text, article.source) == ("x", TEXT, "The Post")
    assert (article.date, article.title, article.author) == ("2024-01-02", "Ferry", "J. Roe")


def test_columns_are_named(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", f'text,other\n"{OTHER}","{TEXT}"\n')
    assert outcome(path, text_column="other")[0][0].text == TEXT
    _, (error,) = outcome(path, text_column="nope")
    assert "'nope'" in error
    assert "'text', 'other'" in error


def test_bad_rows_are_named_and_the_others_read(tmp_path: Path) -> None:
    rows = [
        '{"text": "' + TEXT + '"}',
        "{bad",
        "[1]",
        "",
        '{"text": null}',
        '{"text": 3}',
        '{"text": "a\\u0000"}',
        '{"text": "\\ud800 pier"}',
    ]
    articles, errors = outcome(write(tmp_path, "a.jsonl", "\n".join(rows)))
    assert [a.place.split()[-1] for a in articles] == ["1", "8"]
    assert [error.split("row ")[1][0] for error in errors] == ["2", "3", "5", "6", "7"]


def test_bad_records_of_a_csv_file(tmp_path: Path) -> None:
    huge = '"' + f"{TEXT}\n" * (MAX_CHARACTERS // len(TEXT) + 1) + '"'
    lines = ["id,text", f"1,{OTHER!r}".replace("'", '"'), f"2,{huge}", "3", f'4,"{TEXT}"']
    articles, errors = outcome(write(tmp_path, "a.csv", "\n".join(lines)))
    assert [a.id for a in articles] == ["1", "4"]
    assert [error.split(" row ")[1][0] for error in errors] == ["3", "4"]
    assert "quotation mark" in errors[0]


def test_a_line_over_the_limit_is_passed_over(tmp_path: Path) -> None:
    rows = [json.dumps({"text": TEXT}), json.dumps({"text": "x" * 5000}), json.dumps({"text": OTHER})]
    articles, (error,) = outcome(write(tmp_path, "a.jsonl", "\n".join(rows)), max_bytes=1000)
    assert [a.text for a in articles] == [TEXT, OTHER]
    assert "row 2" in error


def test_ids_are_unique(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"id": i, "text": TEXT}) for i in ("a", "a", "a-2", "a"))
    assert [a.id for a in outcome(write(tmp_path, "a.jsonl", rows))[0]] == ["a", "a-2", "a-2-2", "a-3"]


def test_tables_are_read_a_row_at_a_time(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", (json.dumps({"text": TEXT}) + "\n") * 2 + "{broken")
    reading = read([str(path)])
    assert next(reading).text == TEXT


@pytest.mark.parametrize(
    ("content", "titles"),
    [
        (TEXT.encode(), [None]),
        (json.dumps({"text": TEXT, "title": "One"}).encode(), ["One"]),
        (json.dumps({"text": TEXT, "title": "One"}, indent=2).encode(), ["One"]),
        (json.dumps([{"text": TEXT, "title": "One"}]).encode(), ["One"]),
        (b'{"text": "Pier closed.", "title": "One"}\n{"text": "Pier open.", "title": "Two"}\n', ["One", "Two"]),
        (gzip.compress(TEXT.encode()), [None]),
        (f"<!doctype html><html><body><h1>Ferry</h1><p>{TEXT}</p><p>{OTHER}</p></body></html>".encode(), ["Ferry"]),
        (parquet_of(ROWS), ["Ferry"]),
    ],
)
def test_standard_input_is_told_by_its_beginning(content: bytes, titles: list[str | None]) -> None:
    articles, errors = outcome("-", stdin=io.BytesIO(content))
    assert ([a.title for a in articles], errors) == (titles, [])


def test_markdown(tmp_path: Path) -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    links = "- [One](http://a.example)\n- [Two](http://b.example)"
    parts = [
        "---\ntitle: Ferry sails\ndate: 2024-01-02\nsource: The Post\nauthor: J. Roe\n---\n# Ferry sails",
        *(TEXT, "What next\n---------", OTHER, "```\ncode\n\nmore\n```"),
        *(table, links, "![The pier](pier.png)", "## Later", TEXT),
    ]
    (article,), _ = outcome(write(tmp_path, "a.md", "\n\n".join(parts)))
    assert (article.title, article.date, article.source, article.author) == (
        "Ferry sails",
        "2024-01-02",
        "The Post",
        "J. Roe",
    )
    assert article.text == "\n\n".join(parts)
    expected = ["boilerplate", "title", "body", "subhead", "body", *["boilerplate"] * 4, "subhead", "body"]
    assert [b.kind for b in article.blocks] == expected


PAGE = f"""<html><head><title>Ferry sails - The Post</title><meta property="og:site_name" content="Post">
<link rel="canonical" href="https://www.post.example/ferry">{{}}</head><body><nav><a href="/">Home</a></nav>
<article><h1>Ferry sails</h1><p>{TEXT}</p><p>{OTHER}</p></article>
<aside><div>Correction: an earlier version of this story gave the wrong day.</div></aside></body></html>"""
LINKED = {
    "@graph": [
        {"@type": "Organization", "name": "No"},
        {
            "@type": "NewsArticle",
            "headline": "Ferry to sail",
            "datePublished": "2024-01-02",
            "author": [{"name": "J. Roe"}],
            "publisher": {"name": "The Post"},
        },
    ]
}


def test_a_page_says_what_it_is(tmp_path: Path) -> None:
    script = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
    (article,), _ = outcome(write(tmp_path, "a.html", PAGE.format(script)))
    assert (article.title, article.date, article.author) == ("Ferry to sail", "2024-01-02", "J. Roe")
    assert (article.source, article.url) == ("The Post", "https://www.post.example/ferry")
    assert f"{TEXT}\n\n{OTHER}" in article.text
    assert article.blocks[-1].kind == "correction"


@pytest.mark.parametrize("script", ["", '<script type="application/ld+json">{broken</script>'])
def test_a_page_without_linked_data(tmp_path: Path, script: str) -> None:
    (article,), _ = outcome(write(tmp_path, "a.html", PAGE.format(script)))
    assert (article.title, article.source) == ("Ferry sails", "Post")


def test_host_is_the_outlet_where_no_other_is_named(tmp_path: Path) -> None:
    page = PAGE.format("").replace("og:site_name", "og:other")
    assert outcome(write(tmp_path, "a.html", page))[0][0].source == "post.example"


BYTES = st.binary(max_size=300) | st.lists(
    st.sampled_from(
        [
            b"text",
            b'"',
            b",",
            b"\n",
            b"{",
            b"}",
            b"[",
            b"]",
            b":",
            b"\x00",
            b"<p>",
            b"</",
            b"\xff\xfe",
            b"PAR1",
            b"\x1f\x8b",
            b"pier. ",
        ]
    )
).map(b"".join)


@pytest.mark.parametrize("suffix", [*READERS, ".txt.gz", ".csv.gz", ".jsonl.gz", ".odd"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=BYTES)
def test_any_bytes_give_articles_or_errors(tmp_path: Path, suffix: str, content: bytes) -> None:
    articles, errors = outcome(write(tmp_path, f"a{suffix}", content))
    assert articles or errors
    assert all(isinstance(article, Article) for article in articles)
