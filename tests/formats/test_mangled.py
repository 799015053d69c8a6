"""Unsound files of users: each ends in a clear Dutch message, and the store stays as it was."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.support import samples
from wijkbeeld import pipeline
from wijkbeeld.catalog.scale import REFERENCE
from wijkbeeld.sources import archive, books, recognise
from wijkbeeld.sources import text as source_text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.recognise import read_all
from wijkbeeld.store import versions
from wijkbeeld.store.versions import StoreError

Mangle = Callable[[], bytes]
CASES: dict[str, tuple[str, Mangle]] = {}


def case(name: str, file: str = "scores.csv") -> Callable[[Mangle], Mangle]:
    def add(make: Mangle) -> Mangle:
        CASES[name] = (file, make)
        return make

    return add


def text(content: str, encoding: str = "utf-8") -> Mangle:
    return lambda: content.encode(encoding)


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return buffer.getvalue()


SOUND = samples.scores(areas=40)
STAT = samples.statline()
MAP = samples.geojson()


def rows(change: Callable[[list[str]], list[str]], source: str = SOUND) -> Mangle:
    def make() -> bytes:
        lines = source.rstrip("\n").split("\n")
        return (
            "\n".join(
                [
                    lines[0],
                    *(",".join(change(line.split(","))) for line in lines[1:] if '"' not in line),
                ]
            )
            + "\n"
        ).encode()

    return make


def cell(index: int, change: Callable[[str], str]) -> Callable[[list[str]], list[str]]:
    def apply(cells: list[str]) -> list[str]:
        cells[index] = change(cells[index])
        return cells

    return apply


def contradiction() -> bytes:
    """Two editions glued together: the same area and year with another score."""
    other = samples.scores(areas=41).split("\n", 1)[1]
    return (SOUND + other).encode()


CASES |= {
    "empty": ("leeg.csv", lambda: b""),
    "only blanks": ("leeg.csv", lambda: b"\n\n   \n"),
    "binary": ("scores.csv", lambda: bytes(range(256)) * 20),
    "nul bytes in text": ("scores.csv", lambda: SOUND.encode().replace(b"Wijk", b"W\x00jk")),
    "html error page": (
        "scores.csv",
        text("<!DOCTYPE html><html><body>403 Forbidden</body></html>"),
    ),
    "html with blanks before": ("scores.csv", text("\n  <html><head></head></html>")),
    "xml service exception": ("scores.csv", text("<?xml version='1.0'?><ExceptionReport/>")),
    "semicolons": ("scores.csv", text(SOUND.replace(",", ";"))),
    "tabs": ("scores.csv", text(SOUND.replace(",", "\t"))),
    "semicolons with decimal commas": (
        "scores.csv",
        text(SOUND.replace(",", ";").replace(".", ",")),
    ),
    "utf-16": ("scores.csv", text(SOUND, "utf-16")),
    "latin-1": ("scores.csv", text(SOUND.replace("Wijk", "Wîjk"), "latin-1")),
    "header only": ("scores.csv", text(SOUND.split("\n")[0] + "\n")),
    "no header": ("scores.csv", text(SOUND.split("\n", 1)[1])),
    "half a line at the end": ("scores.csv", text(SOUND[: len(SOUND) - 60])),
    "cut in the first line": ("scores.csv", text(SOUND[:30])),
    "cut in the second line": ("scores.csv", text(SOUND[:120])),
    "lbm column missing": ("scores.csv", text(SOUND.replace("lbm", "score"))),
    "jaar column missing": ("scores.csv", text(SOUND.replace("jaar,lbm", "periode,lbm"))),
    "afw column missing": ("scores.csv", text(SOUND.replace("afw", "deviatie"))),
    "a dimension missing": ("scores.csv", text(SOUND.replace("vrz", "v"))),
    "code column missing": ("scores.csv", text(SOUND.replace("wk_code", "gebied"))),
    "column twice": ("scores.csv", text(SOUND.replace("wk_naam", "jaar", 1))),
    "codes as numbers": ("scores.csv", rows(cell(0, lambda c: c[2:].lstrip("0")))),
    "codes in scientific notation": (
        "scores.csv",
        rows(cell(0, lambda c: "3,63E+05".replace(",", "."))),
    ),
    "codes of another level": ("scores.csv", rows(cell(0, lambda c: "GM0363"))),
    "codes empty": ("scores.csv", rows(cell(0, lambda c: ""))),
    "points as thousands": ("scores.csv", rows(cell(3, lambda c: "4.131.519.995"))),
    "decimal point lost": ("scores.csv", rows(cell(3, lambda c: c.replace(".", "")))),
    "numbers as text": ("scores.csv", rows(cell(4, lambda c: "vier"))),
    "numbers as dates": ("scores.csv", rows(cell(3, lambda c: "4-jan"))),
    "excel error values": ("scores.csv", rows(cell(3, lambda c: "#N/B"))),
    "afw rounded to two decimals": ("scores.csv", rows(cell(4, lambda c: f"{float(c):.2f}"))),
    "lbm of another model": ("scores.csv", rows(cell(3, lambda c: str(float(c) + 0.05)))),
    "year as a date": ("scores.csv", rows(cell(2, lambda c: f"01-01-{c}"))),
    "year zero": ("scores.csv", rows(cell(2, lambda c: "0"))),
    "year in the far future": ("scores.csv", rows(cell(2, lambda c: "2222"))),
    "missing total": ("scores.csv", rows(cell(3, lambda c: "NA"))),
    "two editions glued": ("scores.csv", contradiction),
    "two editions, other codes": (
        "scores.csv",
        lambda: (SOUND + re.sub("WK0363(.)", r"WK0363A", SOUND.split("\n", 1)[1])).encode(),
    ),
    "half the areas stop early": (
        "scores.csv",
        text(SOUND + samples.scores(areas=40, first=50, waves=(2002, 2008)).split("\n", 1)[1]),
    ),
    "version 2 classes": ("PC4LBR.csv", text("CODE,KL02,KL08,KL12\n1011,7,9,9\n")),
    "version 2 dimensions": ("PC4DIMENSIE.csv", text("GBD,RLBRMTR12,RLBWON12\n1011,0.2,0.1\n")),
    "development file": (
        "Leefbaarometer-ontwikkeling wijken 2002-2024.csv",
        text("wk_code,2014-2024\nWK036300,5\n"),
    ),
    "unknown table": ("tabel.csv", text("a,b,c\n1,2,3\n")),
    "prose": ("verslag.csv", text("Beste collega, hierbij het verslag van gisteren.\nGroet")),
    "statline without codes": ("kerncijfers_2019.csv", text(STAT.replace("Codering", "Nummer"))),
    "statline without a year": ("kerncijfers.csv", text(STAT)),
    "statline with foreign codes": ("kerncijfers_2019.csv", text(STAT.replace("WK0363", "PV0020"))),
    "statline with an area twice": (
        "kerncijfers_2019.csv",
        text(STAT + STAT.split("\n")[1] + "\n"),
    ),
    "statline with too many cells": (
        "kerncijfers_2019.csv",
        text(STAT.replace("\nWijk 2;", "\nWijk 2;1;2;3;4;")),
    ),
    "truncated zip": ("scores.zip", lambda: zipped({"a.csv": SOUND.encode()})[:-40]),
    "zip that is text": ("scores.zip", text("dit is geen zip")),
    "zip without files": ("scores.zip", lambda: zipped({})),
    "zip with only a bad file": ("scores.zip", lambda: zipped({"a.csv": b"<html></html>"})),
    "path traversal": ("scores.zip", lambda: zipped({"../../kwaad.csv": SOUND.encode()})),
    "absolute path in a zip": ("scores.zip", lambda: zipped({"/etc/kwaad.csv": SOUND.encode()})),
    "backslash path in a zip": (
        "scores.zip",
        lambda: zipped({"..\\..\\kwaad.csv": SOUND.encode()}),
    ),
    "drive letter in a zip": ("scores.zip", lambda: zipped({"C:/kwaad.csv": SOUND.encode()})),
    "zip bomb": ("scores.zip", lambda: zipped({"a.csv": b"0" * (40 << 20)})),
    "gzip that is broken": ("cijfers.csv.gz", lambda: b"\x1f\x8b\x08\x00" + b"\x00" * 30),
    "truncated geojson": ("wijken_2022.geojson", text(MAP[: len(MAP) // 2])),
    "geojson that is html": ("wijken_2022.geojson", text("<html>inloggen</html>")),
    "geojson without areas": ("wijken.geojson", text('{"type":"FeatureCollection","features":[]}')),
    "geojson without codes": ("wijken.geojson", text(MAP.replace("WK0363", "wijk "))),
    "geojson outside the country": (
        "wijken.geojson",
        text(MAP.replace("[[[12", "[[[92").replace("[12", "[92")),
    ),
    "geojson with the same code for two areas": (
        "wijken.geojson",
        text(MAP.replace("WK036301", "WK036300")),
    ),
    "geojson of points": (
        "wijken.geojson",
        text(
            '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"wijkcode":"WK036300"},'
            '"geometry":{"type":"Point","coordinates":[5,52]}}]}'
        ),
    ),
    "geojson without geometry": (
        "wijken.geojson",
        text(
            '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"wijkcode":"WK036300"},"geometry":null}]}'
        ),
    ),
    "gpkg that is a text file": ("wijken.gpkg", text("geen geopackage")),
    "gpkg cut off": (
        "wijken.gpkg",
        lambda: b"SQLite format 3\x00" + struct.pack(">H", 4096) + b"\x00" * 500,
    ),
    "workbook that is a text file": ("kwb-2013.xlsx", text("geen werkmap")),
    "workbook cut off": ("kwb-2013.xlsx", lambda: zipped({"xl/workbook.xml": b"<workbook/>"})),
    "workbook of another kind": (
        "begroting.xlsx",
        lambda: workbook([["post", "bedrag"], ["huur", 3]]),
    ),
    "workbook without codes": (
        "kwb-2013.xlsx",
        lambda: workbook([["regiocode", "a_inw", "a_woning"], ["iets", 3, 4]]),
    ),
    "json cut off": ("kwb-2019.json", text('{"wijkbeeld":"odata3","rows":[{"a":1},')),
    "odata without rows": (
        "kwb-2019.json",
        text('{"wijkbeeld":"odata3","table":"84583NED","properties":[]}'),
    ),
    "odata of another table": (
        "kwb.json",
        text('{"wijkbeeld":"odata3","table":"37230ned","properties":[],"rows":[]}'),
    ),
}


def gzipped(content: bytes, keep: int | None = None) -> Mangle:
    packed = gzip.compress(content, mtime=0)
    return lambda: packed[:keep]


def flipped(content: bytes, where: int) -> bytes:
    """Content with one byte turned over."""
    return content[:where] + bytes([content[where] ^ 0xFF]) + content[where + 1 :]


def feature(geometry: object, **properties: object) -> str:
    """A map of one area with any geometry at all."""
    one = {"type": "Feature", "properties": properties or {"wijkcode": "WK036300"}}
    return json.dumps({"type": "FeatureCollection", "features": [one | {"geometry": geometry}]})


def polygon(*corners: object) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [list(corners)]}


DEEP = "[" * 100_000
NAN, INF = float("nan"), float("inf")
BOX = ([5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.0])


def book(**members: bytes) -> bytes:
    """A workbook with some of its parts replaced, by their name without folder and ending."""
    sound = zipfile.ZipFile(io.BytesIO(workbook([["regio", "gwb_code", "a_inw"], ["A", "x", 3]])))
    parts = {n: sound.read(n) for n in sound.namelist()}
    parts |= {n: members[k] for n in parts for k in members if Path(n).stem == k}
    return zipped(parts)


def bomb_of_a_workbook() -> bytes:
    """A workbook whose sheet says that it unpacks to 3 GB."""
    content = bytearray(book(sheet1=b"0" * (1 << 20)))
    at = content.index(b"PK\x01\x02")
    while b"sheet1" not in content[at + 46 : at + 46 + 40]:
        at = content.index(b"PK\x01\x02", at + 4)
    content[at + 24 : at + 28] = struct.pack("<I", 3 << 30)
    return bytes(content)


def shapefile_alone() -> bytes:
    return struct.pack(">i20xi", 9994, 50) + struct.pack("<ii", 1000, 5) + b"\x00" * 64


def lied_about(member: bytes) -> bytes:
    """A zip whose list says that a member is smaller than it is."""
    content = bytearray(zipped({"a.csv": member}))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(content)


def stored(content: bytes) -> bytes:
    """A zip without compression, so that its content can be found and damaged."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("a.csv", content)
    return buffer.getvalue()


GOOD_ZIP = zipped({"a.csv": SOUND.encode()})
CASES |= {
    "gzip cut off": ("scores.csv.gz", gzipped(SOUND.encode(), 400)),
    "gzip without its end": ("scores.csv.gz", gzipped(SOUND.encode(), -6)),
    "gzip with a wrong checksum": (
        "scores.csv.gz",
        lambda: flipped(gzip.compress(SOUND.encode(), mtime=0), -7),
    ),
    "gzip with damage in the middle": (
        "scores.csv.gz",
        lambda: flipped(gzip.compress(SOUND.encode(), mtime=0), 300),
    ),
    "gzip bomb": ("scores.csv.gz", gzipped(b"0" * (40 << 20))),
    "gzip of nothing": ("scores.csv.gz", gzipped(b"")),
    "gzip of a web page": ("scores.csv.gz", gzipped(b"<html>inloggen</html>")),
    "gzip of binary content": ("scores.csv.gz", gzipped(bytes(range(256)) * 9)),
    "gzip of gzip": ("scores.csv.gz", gzipped(gzip.compress(SOUND.encode()))),
    "gzip named csv and cut off": ("scores.csv", gzipped(SOUND.encode(), 300)),
    "gzip of a statline table cut off": ("kerncijfers_2019.csv.gz", gzipped(STAT.encode(), 90)),
    "zip with damage in a member": (
        "scores.zip",
        lambda: flipped(GOOD_ZIP, len(GOOD_ZIP) // 3),
    ),
    "zip with a wrong checksum": (
        "scores.zip",
        lambda: stored(SOUND.encode()).replace(b"WK036300,", b"WK036399,", 1),
    ),
    "zip cut in the middle": ("scores.zip", lambda: GOOD_ZIP[: len(GOOD_ZIP) // 2]),
    "zip named csv and cut off": ("scores.csv", lambda: GOOD_ZIP[:400]),
    "zip that lies about a size": ("scores.zip", lambda: lied_about(SOUND.encode())),
    "zip with a password": (
        "scores.zip",
        lambda: GOOD_ZIP.replace(
            b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
        ).replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00"),
    ),
    "zip with an unknown way of packing": (
        "scores.zip",
        lambda: GOOD_ZIP.replace(b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x00\x00\x63\x00"),
    ),
    "zip with a name that is too long": (
        "scores.zip",
        lambda: zipped({"x" * 300 + ".csv": SOUND.encode()}),
    ),
    "zip with only a bomb in gzip": (
        "scores.zip",
        lambda: zipped({"a.csv.gz": gzip.compress(gzip.compress(b"0" * (40 << 20)))}),
    ),
    "zip in a zip": ("scores.zip", lambda: zipped({"b.zip": GOOD_ZIP})),
    "tar in gzip": ("scores.tar.gz", gzipped(b"a.csv" + b"\x00" * 600)),
    "deep geojson": ("wijken.geojson", text('{"type":"FeatureCollection","features":' + DEEP)),
    "deep geometry": (
        "wijken.geojson",
        text(
            '{"type":"FeatureCollection","features":[{"type":"Feature","properties":'
            '{"wijkcode":"WK036300"},"geometry":{"type":"Polygon","coordinates":'
            + DEEP
            + "]" * 100_000
            + "}}]}"
        ),
    ),
    "deep json": ("wijken.json", text('{"a":' + DEEP)),
    "deep attribute": (
        "wijken.geojson",
        text(feature(polygon(*BOX), wijkcode='{"a":' + DEEP)),
    ),
    "geojson with nan": ("wijken.geojson", text(feature(polygon(*BOX[:2], [NAN, NAN], BOX[0])))),
    "geojson of nan alone": ("wijken.geojson", text(feature(polygon(*[[NAN, NAN]] * 4)))),
    "geojson with infinity": (
        "wijken.geojson",
        text(feature(polygon(*BOX[:2], [INF, 52], BOX[0]))),
    ),
    "geojson with nan in json": ("wijken.json", text(feature(polygon(*[[NAN, NAN]] * 4)))),
    "geojson with words for numbers": (
        "wijken.geojson",
        text(feature(polygon(["vijf", "twee"], *BOX[1:]))),
    ),
    "geojson with a line for a polygon": ("wijken.geojson", text(feature(polygon(*BOX[:2])))),
    "geojson with empty coordinates": (
        "wijken.geojson",
        text(feature({"type": "Polygon", "coordinates": []})),
    ),
    "geojson with an unknown shape": (
        "wijken.geojson",
        text(feature({"type": "Bol", "coordinates": [1, 2]})),
    ),
    "geojson with a code for a list": (
        "wijken.geojson",
        text(feature(polygon(*BOX), wijkcode=["WK036300"])),
    ),
    "geojson with features for a word": (
        "wijken.geojson",
        text('{"type":"FeatureCollection","features":"geen"}'),
    ),
    "geojson in another encoding": ("wijken.geojson", text(MAP, "utf-16")),
    "geojson with nul bytes": ("wijken.geojson", lambda: MAP.encode().replace(b"Wijk", b"W\x00jk")),
    "geojson that is empty": ("wijken.geojson", lambda: b""),
    "shapefile without its table": ("wijken.shp", shapefile_alone),
    "shapefile that is text": ("wijken.shp", text("geen kaart")),
    "gpkg that is empty": ("wijken.gpkg", lambda: b""),
    "gpkg of another database": (
        "wijken.gpkg",
        lambda: b"SQLite format 3\x00" + b"\xff" * 4080,
    ),
    "workbook that is empty": ("kwb-2013.xlsx", lambda: b""),
    "workbook with a broken sheet": ("kwb-2013.xlsx", lambda: book(sheet1=b"<worksheet><sheetD")),
    "workbook with a web page for a sheet": ("kwb-2013.xlsx", lambda: book(sheet1=b"<html/>")),
    "workbook with damage inside": (
        "kwb-2013.xlsx",
        lambda: flipped(book(), len(book()) // 2),
    ),
    "workbook bomb": ("kwb-2013.xlsx", bomb_of_a_workbook),
    "workbook of the old kind cut off": (
        "kwb-2009.xls",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    ),
    "workbook of the old kind that is a web page": (
        "kwb-2009.xls",
        text("<html><table><tr><td>regio</td></tr></table></html>"),
    ),
    "json that is empty": ("kwb-2019.json", lambda: b""),
    "json in another encoding": ("kwb-2019.json", lambda: b'{"a": "\xe9\xe9\xe9"}' * 40),
    "odata with rows for a word": (
        "kwb-2019.json",
        text('{"wijkbeeld":"odata3","table":"84583NED","year":2019,"properties":[],"rows":"x"}'),
    ),
    "odata with rows that are numbers": (
        "kwb-2019.json",
        text('{"wijkbeeld":"odata3","table":"84583NED","year":2019,"properties":[1],"rows":[1]}'),
    ),
    "text without an end": ("scores.csv", lambda: b"a" * 200_000),
    "a name with only marks": ("scores.csv", text(",,,,,,,\n,,,,,,,\n")),
}


def workbook(cells: list[list[object]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in cells:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def used_store(tmp_path_factory) -> Path:
    """A store with a dataset in use."""
    root = tmp_path_factory.mktemp("in-gebruik")
    file = root / "goed.csv"
    file.write_text(samples.scores(), encoding="utf-8")
    pipeline.import_paths([file], "officieel", [], root / "store")
    return root / "store"


def fingerprint(root: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(p for p in root.rglob("*") if p.is_file()):
        digest.update(str(file.relative_to(root)).encode() + file.read_bytes())
    return digest.hexdigest()


def test_there_are_enough_of_them():
    assert len(CASES) >= 120


@pytest.mark.parametrize("name", list(CASES))
def test_a_mangled_file_ends_in_a_message_and_leaves_the_store(
    tmp_path, used_store, name, monkeypatch
):
    file_name, make = CASES[name]
    file = tmp_path / file_name
    file.write_bytes(make())
    monkeypatch.setattr(source_text, "MAX_UNPACKED", 32 << 20)  # a bomb of 40 MB is enough
    before = fingerprint(used_store)
    with pytest.raises(StoreError):
        pipeline.import_paths([file], "officieel", [], used_store)
    assert fingerprint(used_store) == before
    offer = read_all([file])
    assert not offer.readings
    assert len(offer.errors) == 1
    message = offer.errors[0].reason
    assert 20 < len(message) < 420, message
    assert re.search(
        r"\b(is|zijn|staat|staan|ontbreekt|bevat|wil|kloppen|liggen|heeft|hebben|[Gg]een)\b",
        message,
    )
    assert "Traceback" not in message
    assert "Error" not in message


def old_book(*, name: str = "", damage: int | None = None) -> bytes:
    """The container of an old workbook: a directory that names one part, and a start of BIFF."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504)
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIIII", head, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<4I", 0xFFFFFFFD, 0xFFFFFFFE, damage or 3, 0xFFFFFFFE)
    table += b"\xff" * (512 - len(table))
    entries = b""
    for title, kind, start, size in (("Root Entry", 5, 0xFFFFFFFE, 0), (name, 2, 2, 4096)):
        coded = (title + "\0").encode("utf-16-le")
        entries += coded.ljust(64, b"\x00") + struct.pack("<HBB", len(coded), kind, 1)
        entries += struct.pack("<3I", 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF, 0xFFFFFFFF)[:12]
        entries = entries.ljust(len(entries) + 36, b"\x00") + struct.pack("<IQ", start, size)
    return bytes(head) + table + entries.ljust(512, b"\x00") + b"\x09\x08\x10\x00" * 256


NOT_A_BOOK = {
    "leeg.xlsx": (b"", "leeg"),
    "beveiligd.xlsx": (old_book(name="EncryptedPackage"), "haal het wachtwoord eraf"),
    "webpagina.xls": (b"<table><tr><td>code</td></tr></table>", "webpagina"),
    "csv.xlsx": (b"code;x\nWK036300;1\n", "verander het einde van de naam dan in .csv"),
    "werkblad.ods": (zipped({"mimetype": b"x", "content.xml": b"<a/>"}), "bewaar het als .xlsx"),
    "ander.xlsx": (zipped({"mimetype": b"x", "content.xml": b"<a/>"}), "bewaar het als .xlsx"),
    "binair.xlsb": (zipped({"xl/workbook.bin": b"x"}), "bewaar het als .xlsx"),
    "half.xlsx": (book()[:-60], "beschadigd of niet helemaal gedownload"),
}


@pytest.mark.parametrize("name", list(NOT_A_BOOK))
def test_what_is_no_workbook_is_told_with_the_way_on(tmp_path, name):
    content, told = NOT_A_BOOK[name]
    (tmp_path / name).write_bytes(content)
    offer = read_all([tmp_path / name])
    assert [s.file for s in offer.skipped] == [name], "never unpacked as if it were a zip"
    assert told in offer.skipped[0].reason


READERS = {
    "all memory": ("x = [0] * (1 << 40)", "geheugen"),
    "no end": ("while True: pass", "nog niet gelezen"),
    "panic": ("import os; os.abort()", "beschadigd"),
    "outside Exception": ("raise BaseException('panicked')", "beschadigd"),
}


@pytest.mark.parametrize("name", list(READERS))
def test_a_reader_of_workbooks_that_breaks_takes_nobody_with_it(tmp_path, monkeypatch, name):
    """What a damaged workbook can do to its reader, done by a stand-in for the reader."""
    code, told = READERS[name]
    reader = tmp_path / "lezer.py"
    reader.write_text(code, encoding="utf-8")
    monkeypatch.setattr(books.book_child, "__file__", str(reader))
    monkeypatch.setattr(books, "MOST_SECONDS", 2)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1_kwb-2013.xlsx").write_bytes(book())
    (tmp_path / "in" / "2_scores.csv").write_text(SOUND, encoding="utf-8")
    offer = read_all([tmp_path / "in"])
    assert told in offer.errors[0].reason
    assert len(offer.readings) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its limit")
def test_a_workbook_cannot_take_more_memory_than_allowed(tmp_path, monkeypatch):
    monkeypatch.setattr(books, "MOST_MEMORY", 32 << 20)
    rows = [["code", *range(60)], *([f"WK{n:06d}", *range(60)] for n in range(6000))]
    (tmp_path / "groot.xlsx").write_bytes(workbook(rows))
    with pytest.raises(SourceError, match="geheugen"):
        books.sheets(tmp_path / "groot.xlsx")


def test_a_panic_in_a_library_stops_no_other_file(tmp_path, monkeypatch):
    """Libraries in Rust raise what is no ``Exception``; Ctrl-C is none either, and goes through."""
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(SOUND, encoding="utf-8")
    true_read = recognise.read_file

    def read(path, *rest):
        if path.name == "a.csv":
            raise panic("assertion failed")
        return true_read(path, *rest)

    monkeypatch.setattr(recognise, "read_file", read)
    offer = read_all([tmp_path])
    assert [s.file for s in offer.errors] == ["a.csv"]
    assert [r.file for r in offer.readings] == ["b.csv"]

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(recognise, "read_file", stop)
    with pytest.raises(KeyboardInterrupt):
        read_all([tmp_path])


def test_nothing_is_written_outside_the_folder(tmp_path):
    bad = tmp_path / "a" / "b" / "kwaad.zip"
    bad.parent.mkdir(parents=True)
    bad.write_bytes(zipped({"../../kwaad.csv": b"x"}))
    into = tmp_path / "a" / "b" / "uit"
    into.mkdir()
    with pytest.raises(SourceError, match="buiten zijn map"):
        archive.unpack(bad, into)
    assert not (tmp_path / "kwaad.csv").exists()
    assert not (tmp_path / "a" / "kwaad.csv").exists()


def test_unpacked_size_is_capped(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1000)
    file = tmp_path / "groot.zip"
    noise = np.random.default_rng(1).bytes(2000)
    file.write_bytes(zipped({"a.bin": noise}))
    with pytest.raises(SourceError, match="meer dan toegestaan"):
        archive.unpack(file, tmp_path / "uit")


@pytest.mark.parametrize("seed", range(24))
def test_random_damage_never_crashes_or_passes_unseen(tmp_path, seed):
    """Cut, flip or repeat bytes anywhere: a message, or rows that still keep both identities."""
    rng = np.random.default_rng(seed)
    content = bytearray(SOUND.encode())
    for _ in range(int(rng.integers(1, 4))):
        where = int(rng.integers(0, len(content) - 1))
        kind = int(rng.integers(0, 3))
        if kind == 0:
            content[where] = int(rng.integers(0, 256))
        elif kind == 1:
            del content[where : where + int(rng.integers(1, 400))]
        else:
            content[where:where] = content[where : where + int(rng.integers(1, 400))]
    file = tmp_path / "scores.csv"
    file.write_bytes(bytes(content))
    offer = read_all([file])
    for reading in offer.readings:
        scores = reading.scores
        assert ((scores["lbm"] - scores["afw"] - REFERENCE).abs() <= 1e-6).all()
        assert not scores.duplicated(["code", "wave"]).any()
    assert offer.readings or offer.errors


def test_good_files_beside_a_bad_one_are_imported(tmp_path, store):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "goed.csv").write_text(samples.scores(), encoding="utf-8")
    (tmp_path / "in" / "fout.csv").write_text("<html>fout</html>", encoding="utf-8")
    done = pipeline.import_paths([tmp_path / "in"], "officieel", [], store)
    assert [r.file for r in done.offer.readings] == ["goed.csv"]
    assert [s.file for s in done.offer.errors] == ["fout.csv"]
    assert versions.current("officieel", store) is not None
