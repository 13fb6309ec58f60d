"""The page in a real browser: keys, filter, themes, narrow windows, no script, hostile articles."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace

import pytest

from credscore.report import write

pytestmark = pytest.mark.browser

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PAYLOADS = (
    "<script>document.title='owned'</script>",
    "</title></style></script><img src=x onerror=document.title='owned'>",
    '"><svg onload=document.title="owned">',
    "' autofocus onfocus='document.title=1",
    "<iframe srcdoc='<script>parent.document.title=1</script>'></iframe>",
    "<a href=javascript:document.title=1>x</a><style>*{display:none}</style>",
    "{{ 7*7 }} ${7*7} <!-- <plaintext> <base href=//x/>",
    "\x00\u202e\ud800<\x00script>document.title=1</script>",
)


def started(folder, *, script=True):
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    return webdriver.Chrome(options=options, service=Service(DRIVER))


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    if not (CHROMIUM and DRIVER):
        pytest.skip("There is no Chromium with its driver on the path.")
    driver = started(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


class Browser:
    """A window on a page of reports."""

    def __init__(self, driver, folder):
        self.driver = driver
        self.folder = folder

    def show(self, *reports, width=1280, height=900, scheme="light", media="screen", fragment=""):
        path = self.folder / "page.html"
        write(reports, "html", path=path)
        self.media(scheme, media)
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500},
        )
        self.driver.get(path.as_uri() + fragment)
        return self

    def media(self, scheme, media="screen"):
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})

    def run(self, code):
        return self.driver.execute_script(f"return {code}")

    def press(self, keys):
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).send_keys(keys).perform()
        return self

    def click(self, query):
        self.one(query).click()
        return self

    def one(self, query):
        return self.driver.find_element("css selector", query)

    def again(self):
        self.driver.refresh()
        return self

    def wait(self, holds):
        """Until it holds: the browser keeps what a page stores in another process, and a little later."""
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, 10).until(lambda _: holds())

    def chosen(self):
        return self.run("[...new Set([...document.querySelectorAll('mark.on')].map(m => m.dataset.f))].join()")

    def shown(self, query):
        return [e for e in self.driver.find_elements("css selector", query) if e.is_displayed()]

    def style(self, query, name):
        return self.run(f"getComputedStyle(document.querySelector({query!r})).{name}")


@pytest.fixture
def browser(chromium, tmp_path):
    made = Browser(chromium, tmp_path)
    yield made
    chromium.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": "file://", "storageTypes": "local_storage"})
    log = [e for e in chromium.get_log("browser") if e["level"] in {"SEVERE", "WARNING"}]
    assert log == []


def by_rule(report, rule):
    return "a1-" + next(f.id for f in report.findings if f.rule == rule)


def test_j_and_k_walk_through_the_findings(browser, report):
    browser.show(report)
    order = [f"a1-{f.id}" for f in report.findings]
    walked = [browser.press("j").chosen() for _ in order]
    assert sorted(walked) == sorted(order)
    assert walked[0] == "a1-f1"
    assert browser.press("j").chosen() == walked[-1]
    assert browser.press("k").chosen() == walked[-2]


def test_a_chosen_finding_is_in_sight_with_its_details(browser, report):
    browser.show(report, height=400).press("jjjjjj")
    box = browser.run("document.querySelector('mark.on').getBoundingClientRect().toJSON()")
    assert 0 < box["top"] < box["bottom"] < 400
    assert browser.one("#inspector").is_displayed()
    browser.press("\ue00c")
    assert browser.chosen() == ""
    assert not browser.one("#inspector").is_displayed()


def test_a_click_shows_the_message_the_rule_and_the_parts(browser, report):
    anchor = by_rule(report, "evidence.no_evidence")
    browser.show(report).click(f"#{anchor}")
    words = browser.one("#inspector").text
    assert "The text says that no evidence was offered for this claim." in words
    assert "evidence.no_evidence" in words
    lit = browser.run("[...document.querySelectorAll('.part-on')].map(e => e.className + ': ' + e.textContent)")
    assert "part-on part-claimant: Opponents of the mayor" in lit
    assert "part-on part-claim: a secret deal" in lit
    assert "Opponents of the mayor" in words


def test_a_second_click_reaches_the_finding_around(browser, report):
    inner, outer = by_rule(report, "tone.absolute"), by_rule(report, "tone.loaded")
    query = f"mark[data-f={inner}]"
    browser.show(report).click(query)
    assert browser.chosen() == inner
    assert browser.click(query).chosen() == outer


def test_c_or_a_click_opens_the_contributions(browser, report):
    browser.show(report)
    anchor = by_rule(report, "evidence.no_evidence")
    browser.click(f"#{anchor}").press("c")
    (table, _) = browser.shown(".account")
    assert "Base" in table.text
    assert "−17.5" in table.text
    assert len(browser.shown(".account tfoot")) == 2
    browser.press("c")
    assert not browser.shown(".account")
    browser.run("document.querySelector('#a1-p0 .prose p').click()")
    assert len(browser.shown("#a1-p0 .account")) == 2


def test_a_contribution_leads_to_its_findings(browser, report):
    browser.show(report)
    browser.click("#a1-p1 .why summary").click("#a1-p1 .account .ref")
    assert browser.chosen() == by_rule(report, "evidence.no_evidence")


def test_n_and_p_walk_through_the_passages(browser, report):
    browser.show(report).press("nn")
    assert browser.run("document.activeElement.id") == "a1-p1"
    assert browser.press("p").run("document.activeElement.id") == "a1-p0"


def test_the_filter_hides_a_family_and_the_keys_obey(browser, report):
    browser.show(report)
    line = browser.style("mark[data-kind=evidence]", "textDecorationLine")
    assert line == "underline"
    browser.click("[data-filter=evidence]")
    assert browser.style("mark[data-kind=evidence]", "textDecorationLine") == "none"
    assert not browser.shown(".notes li[data-kind=evidence]")
    assert browser.shown(".notes li[data-kind=tone]")
    walked = {browser.press("j").chosen() for _ in report.findings}
    kinds = {f.kind for f in report.findings if f"a1-{f.id}" in walked}
    assert kinds == {f.kind for f in report.findings} - {"evidence"}
    browser.click("[data-filter=evidence]")
    assert browser.style("mark[data-kind=evidence]", "textDecorationLine") == "underline"


def test_the_filter_closes_what_it_hides(browser, report):
    browser.show(report).click(f"#{by_rule(report, 'evidence.no_evidence')}").click("[data-filter=evidence]")
    assert browser.chosen() == ""


def test_what_is_said_in_quotations_can_be_hidden(browser, report):
    browser.show(report).click("#show-quoted")
    assert browser.style("mark.quoted", "textDecorationLine") == "none"
    assert browser.style("mark.writer", "textDecorationLine") == "underline"


def test_help_opens_and_closes(browser, report):
    browser.show(report).press("?")
    assert browser.one("#help").is_displayed()
    browser.press("j")
    assert browser.chosen() == ""
    browser.press("\ue00c")
    assert not browser.one("#help").is_displayed()


def test_dark_and_light(browser, report):
    browser.show(report, scheme="dark")
    dark = browser.style("body", "backgroundColor")
    browser.media("light")
    light = browser.style("body", "backgroundColor")
    assert light == "rgb(250, 249, 246)"
    assert dark == "rgb(21, 23, 26)"
    browser.click("#theme")
    assert browser.style("body", "backgroundColor") == dark
    browser.wait(lambda: browser.again().style("body", "backgroundColor") == dark)
    browser.press("t").media("dark")
    assert browser.style("body", "backgroundColor") == light


@pytest.mark.parametrize("several", [False, True])
def test_a_telephone_scrolls_one_way_only(browser, report, abstained, several):
    reports = [replace(report, article=replace(report.article, title="W" * 90))] + [abstained] * several
    browser.show(*reports, width=375, height=800, fragment="#a1")
    assert browser.run("document.documentElement.scrollWidth") <= 375
    browser.press("jjjjjc")
    assert browser.run("document.documentElement.scrollWidth") <= 375
    box = browser.run("document.querySelector('#inspector').getBoundingClientRect().toJSON()")
    assert (box["left"], box["right"]) == (0, 375)


def test_an_index_leads_to_each_article(browser, report, abstained):
    browser.show(abstained, report)
    assert not browser.shown("#a1")
    browser.click(".index a[href='#a1']")
    assert browser.shown("#a1")
    assert not browser.shown("#a2")
    assert browser.press("j").chosen() == "a1-f1"
    browser.show(abstained, report, fragment="#a2")
    assert browser.shown("#a2")


def test_paper_is_white_and_shows_what_matters(browser, report):
    browser.show(report, scheme="dark", media="print")
    assert browser.style("body", "backgroundColor") == "rgb(255, 255, 255)"
    assert browser.style("body", "color") == "rgb(0, 0, 0)"
    assert not browser.shown("#theme, .found")
    assert browser.shown(".notes li")
    assert browser.shown(".meter")
    assert browser.style("mark[data-kind=evidence]", "textDecorationStyle") == "double"


def test_printing_opens_all_articles_and_closes_them_again(browser, report, abstained):
    browser.show(report, abstained)
    browser.run("dispatchEvent(new Event('beforeprint'))")
    assert browser.shown("#a1")
    assert browser.shown("#a2")
    browser.run("dispatchEvent(new Event('afterprint'))")
    assert not browser.shown("#a1")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_article_is_inert(browser, report_of, make_finding, payload):
    found = make_finding(
        payload,
        "evidence.disputed",
        payload,
        text=payload,
        severity="error",
        id="f1",
        source_type=payload,
        parts={"cue": [payload]},
    )
    hostile = report_of(payload, findings=(found,), id=payload, title=payload, source=payload)
    browser.show(hostile)
    title = browser.run("document.title")
    browser.press("jc").click("mark")
    assert title.endswith(" – credscore")
    assert browser.run("document.title") == title
    assert browser.run("document.querySelectorAll('script').length") == 1
    assert browser.run("document.querySelectorAll('img, iframe, base, svg[onload], plaintext').length") == 0
    assert browser.run("performance.getEntriesByType('resource').length") == 0


def test_it_reads_without_a_script(report, abstained, tmp_path):
    if not (CHROMIUM and DRIVER):
        pytest.skip("There is no Chromium with its driver on the path.")
    driver = started(tmp_path / "profile", script=False)
    try:
        browser = Browser(driver, tmp_path).show(report)
        assert "blamed a secret deal, without offering evidence." in browser.one("#a1-p1 .prose").text
        assert not browser.shown("#theme, #keys, #inspector, #help")
        browser.click("#a1-p1 .why summary")
        assert "−17.5" in browser.one("#a1-p1 .account").text
        browser.click("#a1-p1 .found summary")
        assert "Opponents of the mayor" in browser.one("#a1-p1 .found").text
        browser.click("[data-filter=evidence]")
        assert not browser.shown(".notes li[data-kind=evidence]")
        browser.show(report, abstained).click("details.article summary")
        assert browser.shown("#a1-p1 .prose")
    finally:
        driver.quit()
