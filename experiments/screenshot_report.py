"""Makes the README's picture of the HTML report: scores a seed and opens the page in a headless Chromium.

Usage: python experiments/screenshot_report.py [ARTICLE] [--out PICTURE] [--dark]

Needs a Chromium and its driver (``chromium`` and ``chromedriver`` on the PATH) and the ``dev`` extra.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from browser import browser

import credscore
from credscore.ingest import read
from credscore.report import write

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT = 1280, 1180


def picture(page: Path, out: Path, *, dark: bool) -> None:
    """Photographs the top of a page."""
    with browser(WIDTH, HEIGHT, *(["--force-dark-mode"] if dark else [])) as driver:
        driver.get(page.as_uri())
        out.parent.mkdir(parents=True, exist_ok=True)
        driver.save_screenshot(str(out))


def main() -> None:
    """Scores, renders and photographs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("article", nargs="?", type=Path, default=ROOT / "seeds" / "wire_report.txt")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images" / "report.png")
    parser.add_argument("--dark", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "report.html")
        reports = credscore.load().score_many(read([str(given.article)]))
        write(reports, "html", path=page)
        picture(page, given.out, dark=given.dark)


if __name__ == "__main__":
    main()
