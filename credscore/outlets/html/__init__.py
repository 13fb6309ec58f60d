"""One page of profiles that needs nothing from outside and no script: plots with a table beside each."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import IO, TYPE_CHECKING

from markupsafe import Markup

from credscore.outlets.html.view import Page
from credscore.report.plain import encodable, is_unicode, one_line, shortened

if TYPE_CHECKING:
    from jinja2 import Environment

    from credscore.outlets.survey import Survey


def write_html(survey: Survey, out: IO[str]) -> None:
    """Writes the page. Nothing on it can load or run but its own style, and all names and texts are escaped."""
    style = _style()
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    page = _environment().get_template("page.html.j2").render(page=Page(survey), style=style, policy=policy).lstrip()
    text = encodable(page)
    out.write(text if is_unicode(out) else text.encode("ascii", "xmlcharrefreplace").decode("ascii"))


@cache
def _style() -> str:
    """The style of the page of articles, and what is added for profiles."""
    parts = (files("credscore.report.html").joinpath("style.css"), files(__name__).joinpath("outlets.css"))
    return Markup("\n".join(part.read_text(encoding="utf-8") for part in parts))  # noqa: S704 - our own files


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only this format needs it

    environment = Environment(
        loader=PackageLoader("credscore.outlets", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"one_line": one_line, "shortened": shortened, "number": "{:.1f}".format}
    return environment
