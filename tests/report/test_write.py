"""What all formats have in common: names, streams, files, any text."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from credscore.errors import ConfigError, CredscoreError
from credscore.report import at_or_over, atomic, fails, failures, formats, write

NAMES = ["table", "json", "jsonl", "csv", "parquet", "html", "sarif", "rdjsonl", "github"]


def test_names():
    assert list(formats()) == NAMES
    for name, made in formats().items():
        assert made.name == name
        assert made.suffix.startswith(".")
        assert made.summary.endswith(".")


def test_an_unknown_format_names_the_choices():
    with pytest.raises(ConfigError, match=r"There is no format 'jsonn'\. Did you mean 'json.*table, json, jsonl"):
        write([], "jsonn", io.StringIO())


@pytest.mark.parametrize("name", NAMES)
def test_every_format_takes_any_number_of_reports(report, abstained, name):
    for reports in ([], [report], [report, abstained], [abstained], [abstained, abstained, report]):
        out = io.BytesIO() if formats()[name].binary else io.StringIO()
        write(iter(reports), name, out, fail_on="warning", errors=["b.txt is empty."])
        assert out.getvalue() or not reports or name == "rdjsonl"


ODD = "\x00\x1b[31m\ud800 \u202e <script>alert(1)</script>\r\n\u2028::error::x]]>\N{BEAMED EIGHTH NOTES}"


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), min_size=1))
@example(text=ODD)
def test_every_format_takes_any_text(report_of, make_finding, tmp_path_factory, name, text):
    finding = make_finding(text, "evidence.disputed", text, text=text, severity="error", id="f1")
    report = report_of(text, findings=(finding,), id=text, place=text, title=text, source=text)
    path = tmp_path_factory.mktemp("out") / "file"
    write([report], name, path=path, errors=[text])
    content = path.read_bytes()
    if not formats()[name].binary:
        content.decode("utf-8")
    assert content


@pytest.mark.parametrize("name", [n for n in NAMES if n != "parquet"])
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_every_text_format_takes_a_narrow_stream(report, name, encoding):
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, write_through=True)
    write([report], name, out, color=True)
    assert "without offering evidence" in raw.getvalue().decode(encoding)


def test_a_text_stream_lends_its_buffer_to_a_binary_format(report):
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw)
    write([report], "parquet", out)
    assert raw.getvalue().startswith(b"PAR1")


def test_a_binary_format_does_not_go_to_a_terminal(report):
    class Terminal(io.BytesIO):
        def isatty(self):
            return True

    with pytest.raises(ConfigError, match=r"'parquet' is binary"):
        write([report], "parquet", Terminal())


def test_a_stream_or_a_path(report, tmp_path):
    with pytest.raises(ConfigError):
        write([report], "json")
    with pytest.raises(ConfigError):
        write([report], "json", io.StringIO(), path=tmp_path / "a.json")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, GeneratorExit])
def test_nothing_half_written_stays(report, tmp_path, name, error):
    def reports():
        yield report
        yield report
        raise error

    path = tmp_path / "out"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(error):
        write(reports(), name, path=path)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert path.read_text(encoding="utf-8") == "before"


def test_a_file_takes_its_place_when_it_is_whole(tmp_path):
    path = tmp_path / "out.txt"
    with atomic(path) as stream:
        stream.write("a\r\nb\n")
        assert not path.exists()
    assert path.read_bytes() == b"a\r\nb\n"
    assert path.stat().st_mode & 0o777 == _usual_mode(tmp_path)


def _usual_mode(folder):
    other = folder / "other"
    other.touch()
    return other.stat().st_mode & 0o777


def test_a_link_stays_a_link(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("before", encoding="utf-8")
    link.symlink_to(target)
    with atomic(link, "wb") as stream:
        stream.write(b"after")
    assert link.is_symlink()
    assert target.read_bytes() == b"after"


def test_what_is_no_file_is_written_to_directly(tmp_path):
    import os

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with atomic(pipe) as stream:
            stream.write("through")
        assert os.read(reader, 100) == b"through"
        assert [p.name for p in tmp_path.iterdir()] == ["pipe"]
    finally:
        os.close(reader)


def test_what_cannot_be_written_is_named(report, tmp_path):
    with pytest.raises(CredscoreError, match=r"Cannot write .*nowhere.*out\.json: No such file or directory\."):
        write([report], "json", path=tmp_path / "nowhere" / "out.json")
    with pytest.raises(CredscoreError, match=r"Cannot write .*: Is a directory\."):
        write([report], "json", path=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_failures(report, abstained):
    assert [f.rule for f in failures(report, "warning")] == ["evidence.no_evidence", "evidence.unverified"]
    assert [f.rule for f in failures(report, "error")] == ["evidence.unverified"]
    assert not list(failures(report, None))
    assert fails([abstained, report], "error")
    assert not fails([abstained], "suggestion")
    assert not fails([report], None)
    assert not any(at_or_over(f, "suggestion") for f in report.findings if f.severity is None)
