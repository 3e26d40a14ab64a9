"""Answers as a spreadsheet: out and in again, and what is said of slips in it."""

import csv
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.cli import main
from knowledge.sheets import COLUMNS, SheetError, export_rows, plan, read_sheets, write_sheets

DUB = Path(__file__).parents[2] / "packs" / "dub"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "dub"
    shutil.copytree(DUB, folder)
    return folder


def text(pack: Path) -> str:
    return (pack / "entries" / "faq.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["answers.xlsx", "answers"])
def test_out_and_in_again_changes_nothing(
    pack: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before, file = text(pack), str(tmp_path / name)
    assert main(["pack", "export", file, "--pack", str(pack)]) == 0
    assert main(["pack", "import", file, "--pack", str(pack)]) == 0
    assert capsys.readouterr().out == "nothing to change\n"
    assert text(pack) == before


def with_cell(pack: Path, folder: Path, row: int, column: str, value: str) -> Path:
    """A folder of CSV in which one cell is another."""
    write_sheets(folder, export_rows(pack), ())
    file = folder / "entries.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        table = list(csv.reader(opened))
    table[row - 1][COLUMNS.index(column)] = value
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(table)
    return folder


def test_a_changed_answer_changes_its_entry_alone(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = with_cell(pack, tmp_path / "sheet", 2, "answer en", "Ask in the <b>tower</b>.")
    before = text(pack)
    arguments = ["pack", "import", str(folder), "--pack", str(pack)]
    assert main([*arguments, "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("would change: ")
    assert text(pack) == before
    assert main(arguments) == 0
    (changed,) = [row for row in export_rows(pack) if "tower" in row["answer en"]]
    assert changed["id"] == "dub-office"
    others = [row for row in export_rows(DUB) if row["id"] != "dub-office"]
    assert [row for row in export_rows(pack) if row["id"] != "dub-office"] == others


def test_a_new_row_is_a_new_entry(pack: Path) -> None:
    rows = list(export_rows(pack))
    new = {**rows[0], "id": "dub-chess", "title en": "Chess"}
    ((file, written),) = plan(pack, enumerate([*rows, new], 2), "entries").items()
    file.write_text(written, encoding="utf-8")
    assert [row["id"] for row in export_rows(pack)] == [*(row["id"] for row in rows), "dub-chess"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ((3, "id", "Office Hours"), "row 3, 'id': 'Office Hours' is no id"),
        ((3, "id", "dub-office"), "row 3, 'id': 'dub-office' stands in row 2 already"),
        ((4, "answer sr", ""), "row 4, 'answer sr': is empty"),
        ((4, "file", "../up"), "row 4, 'file': '../up' is no name of a file"),
    ],
)
def test_a_slip_is_told_with_row_and_column_and_nothing_is_written(
    pack: Path, tmp_path: Path, cell: tuple[int, str, str], said: str
) -> None:
    name, rows = read_sheets(with_cell(pack, tmp_path / "sheet", *cell))
    with pytest.raises(SheetError) as error:
        plan(pack, rows, name)
    assert said in str(error.value)


def test_a_formula_is_refused_with_its_place(pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "answers.xlsx"
    write_sheets(file, export_rows(pack), ())
    book = load_workbook(file)
    book["entries"]["G3"] = '=HYPERLINK("https://example.org")'
    book.save(file)
    with pytest.raises(SheetError, match="entries, row 3, 'column 7': is a formula"):
        read_sheets(file)


def test_macros_other_files_and_other_letters_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "macros.xlsx"
    Workbook().save(file)
    with zipfile.ZipFile(file, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(SheetError, match="has macros"):
        read_sheets(file)
    (tmp_path / "none.xlsx").write_bytes(b"no zip")
    with pytest.raises(SheetError, match=r"is no \.xlsx file"):
        read_sheets(tmp_path / "none.xlsx")
    (tmp_path / "entries.csv").write_bytes("id,žena".encode("cp1250"))
    with pytest.raises(SheetError, match="is not UTF-8"):
        read_sheets(tmp_path)
    (tmp_path / "entries.csv").write_text("id,file\n", encoding="utf-8")
    with pytest.raises(SheetError, match="lacks the columns title sr"):
        read_sheets(tmp_path)


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    lines = [",".join(COLUMNS), *("," * (len(COLUMNS) - 1) for _ in range(10_000))]
    (tmp_path / "entries.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SheetError, match="more than 5000 rows"):
        read_sheets(tmp_path)


def test_a_translator_is_told_what_is_missing(pack: Path, tmp_path: Path) -> None:
    file = pack / "entries" / "faq.yaml"
    without = text(pack).replace('{sr: "Спорт", en: "Sport"}', '{sr: "", en: "Sport"}')
    file.write_text(without, encoding="utf-8")
    folder = tmp_path / "sheet"
    assert main(["pack", "export", str(folder), "--pack", str(pack)]) == 0
    told = (folder / "missing.csv").read_text(encoding="utf-8").splitlines()
    assert told == ["id,missing,there is", "dub-sport,title sr,Sport"]
