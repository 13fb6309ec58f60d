"""Makes the README's picture of MLflow: serves the store on a loopback port and opens it in a headless Chromium.

Usage: python experiments/screenshot_mlflow.py [--store sqlite:///mlflow.db] [--out docs/images/mlflow.png]

Needs a Chromium and its driver (``chromium`` and ``chromedriver`` on the PATH) and the ``dev`` extra.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from browser import browser
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from credscore.tracking.store import EXPERIMENT, connected, uri_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium import webdriver

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT = 1500, 1130
CHARTS = "^(cv|dev)/.*(spearman|skill|calibration_error)$"
"""Figures that are shown, as the page's search takes them."""
PATIENCE = 120.0
"""Seconds until the server or the page is given up."""


@contextmanager
def served(store: str) -> Iterator[str]:
    """Address of MLflow's own page over the store, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mlflow", "ui", "--backend-store-uri", store, "--port", str(port)]
    environment = os.environ | {"MLFLOW_DISABLE_TELEMETRY": "true"}
    server = subprocess.Popen(
        [*command, "--workers", "1"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/health")
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own server
        except (urllib.error.URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
        else:
            return


def latest(store: str) -> tuple[str, str]:
    """Path of the page that charts the runs of the experiment, and the name of the latest run."""
    with connected(store) as flow:
        found = flow.search_runs(experiment_names=[EXPERIMENT], max_results=1, output_format="list")
    if not found:
        raise SystemExit(f"There is no run in {store}: train one first.")
    info = found[0].info
    return f"/#/experiments/{info.experiment_id}/runs?compareRunsMode=CHART", info.run_name


def tidy(driver: webdriver.Chrome) -> None:
    """Closes the assistant, hides the charts' tool bars and shows the figures without the ends of their intervals."""
    driver.execute_script(
        "const style = document.createElement('style');"
        "style.textContent = '.modebar { display: none !important }';"
        "document.head.append(style);"
    )
    for button in driver.find_elements(By.CSS_SELECTOR, "button[aria-label*='lose']"):
        button.click()
    driver.find_element(By.CSS_SELECTOR, "input[placeholder='Search metric charts']").send_keys(CHARTS)


def main() -> None:
    """Serves, opens, photographs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--store", default=uri_of(None))
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images" / "mlflow.png")
    given = parser.parse_args()
    page, name = latest(given.store)
    with served(given.store) as address, browser(WIDTH, HEIGHT) as driver:
        driver.get(address + page)
        patience = WebDriverWait(driver, PATIENCE)
        patience.until(lambda d: name in d.find_element(By.TAG_NAME, "body").text)
        patience.until(lambda d: d.find_elements(By.CSS_SELECTOR, "svg.main-svg"))
        tidy(driver)
        patience.until(lambda d: "dev/support" in d.find_element(By.TAG_NAME, "body").text)
        patience.until(lambda d: len(d.find_elements(By.CSS_SELECTOR, "svg.main-svg")) > 3)
        given.out.parent.mkdir(parents=True, exist_ok=True)
        driver.save_screenshot(str(given.out))


if __name__ == "__main__":
    main()
