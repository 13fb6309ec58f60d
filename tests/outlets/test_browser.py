"""The page in a real browser: nothing overflows on a phone, nothing is refused, no plot is empty, light and dark."""

from __future__ import annotations

import pytest

from credscore.outlets.formats import FORMATS, save
from credscore.outlets.survey import survey
from tests.report.test_html_browser import CHROMIUM, DRIVER, started

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    if not (CHROMIUM and DRIVER):
        pytest.skip("There is no Chromium with its driver on the path.")
    driver = started(tmp_path_factory.mktemp("profile"), script=True)
    yield driver
    driver.quit()


@pytest.mark.parametrize("pair", [None, ("Tidewater", "Harbour Post")], ids=["all", "two"])
def test_it_fits_a_phone_and_every_plot_is_drawn(chromium, newsroom, tmp_path, pair):
    path = tmp_path / "profiles.html"
    save(survey(newsroom, at_least=10, by="lean", pair=pair), path, FORMATS["html"])
    grounds = []
    for scheme in ("light", "dark"):
        chromium.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        )
        chromium.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": 375, "height": 800, "deviceScaleFactor": 1, "mobile": True},
        )
        chromium.get(path.as_uri())
        assert chromium.execute_script("return document.documentElement.scrollWidth") == 375
        grounds.append(chromium.execute_script("return getComputedStyle(document.body).backgroundColor"))
        empty = "return [...document.querySelectorAll('main svg')].filter(s => s.checkVisibility()"
        assert chromium.execute_script(f"{empty} && s.getBoundingClientRect().width < 30).length") == 0
    assert grounds[0] != grounds[1]
    assert chromium.get_log("browser") == []
