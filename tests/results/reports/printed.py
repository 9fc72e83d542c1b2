"""Papers as LibreOffice prints them: pdf, words with their places, types, pictures for whoever wants to see them."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

PICTURES = Path(os.environ.get("XUNWANG_PICTURES") or Path(__file__).parents[3] / "build" / "pictures")
"""As tests/end/browser.py."""
_NEEDED = ("soffice", "pdftotext", "pdftoppm", "pdffonts")
needs_office = pytest.mark.skipif(
    not all(map(shutil.which, _NEEDED)),
    reason="no LibreOffice or no poppler here: how papers are printed was not tested (apt install libreoffice-writer "
    "libreoffice-calc poppler-utils)",
)
POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page; places in mm from the upper left corner of the paper."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page, in mm."""

    width: float
    height: float
    words: tuple[Word, ...]

    def lines(self) -> list[list[Word]]:
        """Words that stand on one line, from the top."""
        found: dict[int, list[Word]] = {}
        for word in self.words:
            middle = (word.top + word.bottom) / 2
            near = next((place for place in found if abs(place / 10 - middle) < 2), round(middle * 10))
            found.setdefault(near, []).append(word)
        return [sorted(found[place], key=lambda word: word.left) for place in sorted(found)]


def converted(path: Path, to: str = "pdf") -> Path:
    """The file as LibreOffice writes it anew; what it warns of fails the test."""
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    into = path.parent / "converted"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(into), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, timeout=180, text=True)
    said = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("convert ")]
    assert [line for line in said if line and "javaldx" not in line] == []
    return into / f"{path.stem}.{to.partition(':')[0]}"


def leaves(pdf: Path) -> list[Leaf]:
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    told = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    tree = etree.fromstring(told, etree.XMLParser(recover=True))
    return [
        Leaf(
            float(page.get("width")) * POINT,
            float(page.get("height")) * POINT,
            tuple(_word(one) for one in page.iterfind("{*}word")),
        )
        for page in tree.iter("{*}page")
    ]


def _word(one: etree._Element) -> Word:
    return Word(one.text or "", *(float(one.get(side)) * POINT for side in ("xMin", "yMin", "xMax", "yMax")))


def types(pdf: Path) -> list[str]:
    """Names of the types that were used."""
    told = subprocess.run(["pdffonts", str(pdf)], check=True, capture_output=True, timeout=60, text=True).stdout
    return [line.split()[0] for line in told.splitlines()[2:]]


def keep_pictures(pdf: Path, name: str, last: int = 6) -> list[Path]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    command = ["pdftoppm", "-r", "80", "-png", "-l", str(last), str(pdf), str(PICTURES / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return sorted(PICTURES.glob(f"{name}-*.png"))
