"""Pictures of pages in a real browser: addresses, widths and themes in, PNG out; with --axe also faults of access.

python scripts/pictures.py http://127.0.0.1:8000/en/ /kk/regions/KZ-61/ --widths 1280,390 --themes light,dark
python scripts/pictures.py http://127.0.0.1:8000/en/styleguide/ --axe
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def main() -> int:
    """Take the pictures; the exit code is the number of pages with faults."""
    wanted = _arguments()
    wanted.to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_chromium(), args=FLAGS)
        faults = sum(
            _take(browser, urljoin(wanted.addresses[0], address), width, theme, wanted)
            for address in wanted.addresses
            for width in wanted.widths
            for theme in wanted.themes
        )
        browser.close()
    return min(faults, 100)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("addresses", nargs="+", help="the first one whole, the others may be paths")
    parser.add_argument("--widths", type=lambda text: [int(width) for width in text.split(",")], default=[1280, 390])
    parser.add_argument("--themes", type=lambda text: text.split(","), default=["light"])
    parser.add_argument("--to", type=Path, default=Path("pictures"))
    parser.add_argument("--cookie", action="append", default=[], metavar="NAME=VALUE", help="for example sessionid=…")
    parser.add_argument("--zoom", type=float, default=1, help="2 for 200 %%: half the width in CSS pixels")
    parser.add_argument("--axe", action="store_true", help="also look for faults of access (axe-core)")
    parser.add_argument("--fold", action="store_true", help="only what is seen without scrolling")
    return parser.parse_args()


def _chromium() -> str:
    found = (
        os.environ.get("CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if not found:
        sys.exit("No Chromium here. On Debian: apt-get install chromium; or name one in the variable CHROMIUM.")
    return found


def _take(browser: Browser, address: str, width: int, theme: str, wanted: argparse.Namespace) -> int:
    context = browser.new_context(
        viewport={"width": int(width / wanted.zoom), "height": 900}, color_scheme=theme, device_scale_factor=wanted.zoom
    )
    context.add_cookies(
        [{"name": n, "value": v, "url": address} for n, _eq, v in (c.partition("=") for c in wanted.cookie)]
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    answer = page.goto(address, wait_until="networkidle")
    name = f"{_name(address)}-{width}-{theme}.png"
    page.screenshot(path=wanted.to / name, full_page=not wanted.fold)
    faults = [*said, *_overflow(page), *(_axe(page) if wanted.axe else [])]
    print(f"{answer.status if answer else '?'} {name}", *(f"\n    {fault}" for fault in faults))
    context.close()
    return bool(faults)


def _name(address: str) -> str:
    parts = urlsplit(address)
    return "_".join(filter(None, f"{parts.path}_{parts.query}".replace("/", "_").split("_"))) or "root"


def _overflow(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"the page is {wide} px wider than the window"] if wide > 0 else []


def _axe(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page, options={"runOnly": TAGS})
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:160]}"
        for fault in results.response["violations"]
        for node in fault["nodes"][:3]
    ]


if __name__ == "__main__":
    sys.exit(main())
