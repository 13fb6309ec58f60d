"""One page for editors that needs nothing from outside: styles and script are inside it, allowed by their hashes."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import IO, TYPE_CHECKING

from markupsafe import Markup

from credscore.report.html.view import families, signed, sorted_views
from credscore.report.plain import encodable, is_unicode, one_line, shortened, steady

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment

    from credscore.contract import Report
    from credscore.report.format import Options
    from credscore.report.html.view import Family

_CHUNKS = 400


def write_html(reports: Iterable[Report], out: IO[str], options: Options) -> None:
    """Writes one self-contained page: the articles, the weakest first, with an index where there are several.

    Nothing on the page can load or run but its own style and script (``Content-Security-Policy`` with their
    hashes), and all text of the articles is escaped.
    """
    views = sorted_views(list(reports))
    shown = families(views)
    style, script = _style(shown), _asset("script.js")
    page = _environment().get_template("page.html.j2")
    stream = page.stream(
        views=views,
        families=shown,
        errors=[one_line(error) for error in options.errors],
        style=style,
        script=script,
        policy=policy(style, script),
    )
    stream.enable_buffering(_CHUNKS)
    for chunk in stream:
        out.write(encodable(chunk) if is_unicode(out) else _ascii(chunk))


def _ascii(text: str) -> str:
    """Character references, since the page says that it is UTF-8."""
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def policy(style: str, script: str) -> str:
    """The content security policy of the page: only this style and this script, and no address at all."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _style(shown: Iterable[Family]) -> str:
    """The page's style with the rules that the filter's boxes obey, which need no script."""
    rules = (_hiding(f'[data-filter="{_escaped(f.kind)}"]', f'[data-kind="{_escaped(f.kind)}"]') for f in shown)
    return _asset("style.css") + Markup("".join(rules))  # noqa: S704 - our own, kinds escaped


def _hiding(box: str, what: str) -> str:
    off = f"body:has({box}:not(:checked))"
    return (
        f"{off} mark{what}{{background:none;text-decoration:none;box-shadow:none;cursor:auto}}\n"
        f"{off} li{what}{{display:none}}\n"
    )


def _escaped(name: str) -> str:
    """The name inside a CSS string: all but letters, digits, hyphen and underscore as code points."""
    return re.sub(r"[^A-Za-z0-9_-]", lambda m: f"\\{ord(m.group()):x} ", name)


@cache
def _asset(name: str) -> str:
    return Markup(files(__name__).joinpath(name).read_text(encoding="utf-8"))  # noqa: S704 - our own file


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only this format needs it

    environment = Environment(
        loader=PackageLoader("credscore.report", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"signed": signed, "steady": steady, "one_line": one_line, "shortened": shortened}
    return environment
