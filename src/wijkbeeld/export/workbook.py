"""A workbook with the figures, what they mean, and where they come from."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from wijkbeeld.export.subject import Subject


def workbook(subject: Subject) -> bytes:
    """Write sheets *Gegevens*, *Definities* and *Bronnen*.

    Numbers stay numbers (Excel shows them in the reader's own notation); missing values are empty
    cells. Text that a spreadsheet would take for a formula stays text.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Gegevens")
    sheet.freeze_panes = "D2"
    for column, width in (("A", 14), ("B", 34), ("C", 24)):
        sheet.column_dimensions[column].width = width
    waves = [int(w) for w in subject.values.columns]
    head = ["Code", "Gebied", "Gemeente"]
    for w in waves:
        head += [f"{subject.when(w)} ({subject.unit})", f"{subject.when(w)} klasse"]
        if subject.second:
            head.append(f"{subject.when(w)} {subject.second.title} ({subject.second.unit})")
    sheet.append([_cell(sheet, t, bold=True) for t in head])
    for code, name, town in zip(
        subject.areas.index, subject.areas["name"], subject.areas["gemeente_naam"], strict=True
    ):
        row: list[object] = [_cell(sheet, code), _cell(sheet, name), _cell(sheet, town)]
        for w in waves:
            value, number = subject.values[w][code], int(subject.classes[w][code])
            row += [
                _rounded(value),
                _cell(sheet, subject.class_name(number)),
            ]
            if subject.second:
                row.append(_rounded(subject.second.values[w][code]))
        sheet.append(row)
    _texts(book, "Definities", subject.definitions)
    rows = (
        ("Titel", subject.title + (" (fictief)" if subject.fictional else "")),
        *subject.sources,
    )
    _texts(book, "Bronnen", rows)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _rounded(value: float) -> float | None:
    """A value as it stands in a cell; missing is empty."""
    return None if value != value else round(float(value), 6)


def _texts(book: Workbook, name: str, rows: tuple[tuple[str, str], ...]) -> None:
    sheet = book.create_sheet(name)
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 110
    sheet.append([_cell(sheet, t, bold=True) for t in ("Begrip", "Toelichting")])
    for row in rows:
        sheet.append([_cell(sheet, t) for t in row])


def _cell(sheet: object, text: str, *, bold: bool = False) -> WriteOnlyCell:
    """Text cell; the type is set, so that a leading '=' is no formula."""
    cell = WriteOnlyCell(sheet, value=str(text))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
