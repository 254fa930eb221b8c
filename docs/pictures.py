"""Makes the README's pictures from real runs; needs Chromium, LibreOffice and poppler."""

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Final

from graph.intake import check, take_in
from graph.report.formats import render
from graph.report.options import Options
from shapes.findings import Gate

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs" / "bilder"
NEEDED: Final = ("chromium", "soffice", "pdftoppm")
PLAN: Final = Path("examples/lindvik-2024-brister.xlsx")
DAY: Final = date(2025, 4, 1)
QUIET: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--hide-scrollbars",
)


def main() -> int:
    """Make every picture, and say where it is."""
    lacking = [name for name in NEEDED if shutil.which(name) is None]
    if lacking:
        print(f"Install {', '.join(lacking)} first (Debian: chromium, libreoffice-calc, poppler-utils).")
        return 2
    FOLDER.mkdir(exist_ok=True)
    os.chdir(ROOT)  # so that the pictures show the file as a user would name it
    intake = take_in(PLAN)
    verdict = check(intake, gate=Gate.PROGRAMME, today=DAY)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = folder / "protokoll.html"
        page.write_text(str(render(verdict, "html")), encoding="utf-8")
        picture = FOLDER / "protokoll.png"
        run("chromium", *QUIET, "--window-size=1000,1250", f"--screenshot={picture}", page.as_uri())
        print(f"Wrote {picture}")
        book = folder / "arbetsbok.xlsx"
        content = render(check(intake, today=DAY), "xlsx", Options(source=PLAN))
        book.write_bytes(content if isinstance(content, bytes) else content.encode())
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", name, str(book))
        target = FOLDER / "arbetsbok"
        area = ("-x", "60", "-y", "100", "-W", "1500", "-H", "560")
        run(
            "pdftoppm",
            "-r",
            "145",
            "-png",
            "-f",
            "1",
            "-singlefile",
            *area,
            str(book.with_suffix(".pdf")),
            str(target),
        )
        print(f"Wrote {target}.png")
    return 0


def run(*command: str) -> None:
    """Run a program quietly. Raises CalledProcessError where it fails."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
