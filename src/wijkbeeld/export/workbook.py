"""A workbook with the figures, what they mean, and where they come from."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from wijkbeeld.export.subject import Subject

WIDEST = 48
"""Most characters of a column."""


def workbook(subject: Subject) -> bytes:
    """Write sheets *Gegevens*, *Definities* and *Bronnen*.

    Numbers stay numbers with the decimals of the measure (Excel shows them in the reader's own
    notation); missing values are empty cells. Text that a spreadsheet would take for a formula
    stays text. The header stays in view and filters.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Gegevens")
    waves = [int(w) for w in subject.values.columns]
    head = ["Code", "Gebied", "Gemeente"]
    for w in waves:
        head += [subject.column(w), f"{subject.when(w)} klasse"]
        head += [f"{subject.when(w)} {o.title} ({o.unit})" for o in subject.others]
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(subject.areas) + 1}"
    _widen(sheet, subject, head)
    sheet.append([_cell(sheet, t, bold=True) for t in head])
    form = _form(subject)
    for code, name, town in zip(
        subject.areas.index, subject.areas["name"], subject.areas["gemeente_naam"], strict=True
    ):
        row: list[object] = [_cell(sheet, code), _cell(sheet, name), _cell(sheet, town)]
        for w in waves:
            value, number = float(subject.values[w][code]), int(subject.classes[w][code])
            row += [_number(sheet, value, form), _cell(sheet, subject.class_name(number))]
            row += [
                _number(sheet, float(o.values[w][code]), _plain(o.decimals)) for o in subject.others
            ]
        sheet.append(row)
    about = (
        ("Kolommen", "Per meting de waarde, met tussen haakjes de eenheid, en de klasse."),
        ("Periode", ", ".join(subject.when(w) for w in waves)),
        ("Eenheid", subject.unit),
        ("Gebieden", f"{len(subject.areas)}: {subject.where}" if subject.where else ""),
        ("Gemaakt op", subject.made),
    )
    _texts(book, "Definities", (*(r for r in about if r[1]), *subject.definitions))
    _texts(book, "Bronnen", (("Titel", subject.full_title), *subject.sources))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _form(subject: Subject) -> str:
    """Number format of the values; a change carries its sign."""
    plain = _plain(subject.decimals)
    return f"+{plain};-{plain};{plain}" if subject.has_sign else plain


def _plain(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _widen(sheet: WriteOnlyWorksheet, subject: Subject, head: list[str]) -> None:
    """Make each column as wide as what stands in it; the button of the filter needs room too."""
    widest = [
        max(map(len, subject.areas.index.astype(str)), default=0),
        *(
            int(subject.areas[c].astype(str).str.len().max() or 0)
            for c in ("name", "gemeente_naam")
        ),
    ]
    of_wave = [10, max(map(len, subject.labels), default=0), *([10] * len(subject.others))]
    widest += of_wave * len(subject.values.columns)
    for number, (title, content) in enumerate(zip(head, widest, strict=False), start=1):
        width = min(max(len(title) + 4, content + 2), WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width


def _number(sheet: WriteOnlyWorksheet, value: float, form: str) -> WriteOnlyCell | None:
    """Cell with a value; None where it is missing."""
    if value != value:
        return None
    cell = WriteOnlyCell(sheet, value=round(value, 6))
    cell.number_format = form
    return cell


def _texts(book: Workbook, name: str, rows: tuple[tuple[str, str], ...]) -> None:
    sheet = book.create_sheet(name)
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 100
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, t, bold=True) for t in ("Begrip", "Toelichting")])
    for row in rows:
        cells = [_cell(sheet, t) for t in row]
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(cells)


def _cell(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False) -> WriteOnlyCell:
    """Text cell; the type is set, so that a leading '=' is no formula."""
    cell = WriteOnlyCell(sheet, value=str(text))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
