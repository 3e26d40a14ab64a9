"""Answers as a spreadsheet: out and in again, and what is said of slips in it."""

import csv
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.cli import main
from knowledge.sheets import SHEETS, Row, SheetError, export_sheets, plan, read_sheets, write_sheets
from rules.institutions import read_institution
from rules.packs import fault_of
from tests.unit.dub import DUB, copied


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copied(tmp_path)


COLUMNS = SHEETS["entries"].columns


def export_rows(pack: Path) -> list[Row]:
    return list(SHEETS["entries"].rows(pack))


def texts(pack: Path) -> dict[Path, str]:
    return {file: file.read_text(encoding="utf-8") for file in sorted(pack.rglob("*.yaml"))}


def text(pack: Path) -> str:
    return (pack / "entries" / "faq.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["answers.xlsx", "answers"])
def test_out_and_in_again_changes_nothing(
    pack: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before, file = texts(pack), str(tmp_path / name)
    assert main(["pack", "export", file, "--pack", str(pack)]) == 0
    assert main(["pack", "import", file, "--pack", str(pack)]) == 0
    assert capsys.readouterr().out == "nothing to change\n"
    assert texts(pack) == before


def with_cell(pack: Path, folder: Path, row: int, column: str, value: str) -> Path:
    """A folder of CSV in which one cell is another."""
    write_sheets(folder, {"entries": export_rows(pack)})
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
    new = {**rows[0], "id": "dub-chess", "title en": "Chess", "title sr": "Шах"}
    sheet = ("entries", list(enumerate([*rows, new], 2)))
    ((file, written),) = plan(pack, {"entries": sheet}).items()
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
    sheets = read_sheets(with_cell(pack, tmp_path / "sheet", *cell))
    with pytest.raises(SheetError) as error:
        plan(pack, sheets)
    assert said in str(error.value)


@pytest.fixture
def workbook(pack: Path, tmp_path: Path) -> Path:
    file = tmp_path / "pack.xlsx"
    write_sheets(file, export_sheets(pack))
    return file


def take_in(pack: Path, workbook: Path, **cells: object) -> dict[Path, str]:
    """What a sheet changes once cells, as `grades_B3`, are others."""
    book = load_workbook(workbook)
    for name, value in cells.items():
        sheet, _, place = name.partition("_")
        book[sheet][place] = value
    book.save(workbook)
    return plan(pack, read_sheets(workbook))


def test_a_formula_is_refused_with_its_place(pack: Path, workbook: Path) -> None:
    with pytest.raises(SheetError, match="entries, row 3, 'answer sr': is a formula"):
        take_in(pack, workbook, entries_G3='=HYPERLINK("https://example.org")')


def test_merged_cells_are_refused_with_their_place(pack: Path, workbook: Path) -> None:
    book = load_workbook(workbook)
    book["grades"].merge_cells("B3:C3")
    book.save(workbook)
    with pytest.raises(SheetError, match=r"grades, row 3, 'points from': is merged \(B3:C3\)"):
        read_sheets(workbook)


def written(pack: Path, changes: dict[Path, str]) -> None:
    for file, changed in changes.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(changed, encoding="utf-8")
    assert fault_of(pack, []) == ""


def lines_changed(pack: Path, file: str) -> int:
    before = (DUB / file).read_text(encoding="utf-8").splitlines()
    after = (pack / file).read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    return sum(one != other for one, other in zip(before, after, strict=True))


def test_a_grade_in_the_sheet_changes_its_numbers_alone(pack: Path, workbook: Path) -> None:
    written(pack, take_in(pack, workbook, grades_B2=96, grades_C3=95.0))
    rows = {row["grade"]: row for row in SHEETS["grades"].rows(pack)}
    assert (rows["10"]["points from"], rows["9"]["points to"]) == ("96", "95")
    assert lines_changed(pack, "parameters/grades.yaml") == 2


def test_a_table_and_deadlines_of_nothing_are_made_from_sheets(pack: Path) -> None:
    grades = list(enumerate(SHEETS["grades"].rows(pack), 2))
    (pack / "parameters" / "grades.yaml").unlink()
    cited = {"source": "dub-exchange/study", "checked on": "2026-11-29"}
    days = [{"deadline": "proposal_days", "days": "8", **cited},
            {"deadline": "documents_days", "days": "4", **cited}]  # fmt: skip
    sheets = {
        "grades": ("grades", grades),
        "deadlines": ("deadlines", list(enumerate(days, 2))),
    }
    written(pack, plan(pack, sheets))
    assert list(SHEETS["grades"].rows(pack)) == list(SHEETS["grades"].rows(DUB))
    assert list(SHEETS["deadlines"].rows(pack)) == days


def test_names_words_and_the_contact_are_changed_in_their_places(
    pack: Path, workbook: Path
) -> None:
    (words,) = [n for n, row in enumerate(SHEETS["names"].rows(pack), 2) if row["name"] == "words"]
    cells = {"names_B2": "Универзитет „Дубравица“", f"names_B{words}": "udub\nuniverz* dubravic*"}
    written(pack, take_in(pack, workbook, **cells, contacts_A2="exchange@dub.example"))
    institution = read_institution(pack)
    assert institution.name.nominative.sr == "Универзитет „Дубравица“"
    assert institution.words == ("udub", "univerz* dubravic*")
    assert institution.contact == "exchange@dub.example"
    assert institution.cities == read_institution(DUB).cities
    assert "# An invented university" in (pack / "institution.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"grades_B2": "many"}, "grades, row 2, 'points from': 'many' is no number"),
        ({"grades_E2": "the rules"}, "grades, row 2, 'source': 'the rules' is no section"),
        ({"grades_F2": "yesterday"}, "grades, row 2, 'checked on': 'yesterday' is no day"),
        ({"grades_A3": 10}, "grades, row 3, 'grade': '10' stands in row 2 already"),
        ({"names_A2": "nickname"}, "names, row 2, 'name': 'nickname' is no name"),
        ({"names_B3": ""}, "names, row 3, 'value': is empty"),
        ({"deadlines_A2": "soon"}, "deadlines, row 2, 'deadline': 'soon' is no deadline"),
        ({"grades_B2": 101}, "grades, row 2, 'points from': grades.10.points_from is 101, more"),
        ({"grades_B2": 94}, "grades, row 2, 'points from': grades.10.points_from is 94, but grade"),
        ({"names_B12": "~"}, "names, row 12, 'value': '~': ~ stands between two words"),
        ({"grades_J4": "note"}, "grades, row 4, 'J': stands under no heading"),
        ({"grades_D1": "grade"}, "lacks the columns ects"),
        ({"grades_G1": "grade"}, "grades, row 1, 'grade': stands twice; keep one"),
        ({"entries_I2": "dub-exchange/nothing"}, "'dub-exchange/nothing' is not in sources.yaml"),
        ({"grades_B2": "many", "entries_G2": ""}, "row 2, 'answer sr': is empty"),
    ],
)
def test_a_slip_in_any_sheet_is_told_and_nothing_is_taken_in(
    pack: Path, workbook: Path, cells: dict[str, object], said: str
) -> None:
    with pytest.raises(SheetError) as error:
        take_in(pack, workbook, **cells)
    assert said in str(error.value)


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
    (tmp_path / "entries.csv").unlink()
    with pytest.raises(SheetError, match=r"has none of the sheets entries\.csv"):
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


def with_letters_alone(pack: Path) -> Path:
    """Dubravica with a table from grade to letter, and deadlines in a row each."""
    cited = "reference: dub-exchange/grades, checked_on: 2026-11-29"
    lines = [f"lowest: {{value: 5, unit: grade, {cited}}}"]
    lines += [f"highest: {{value: 10, unit: grade, {cited}}}"]
    for grade, letter in zip(range(10, 4, -1), "ABCDEF", strict=True):
        lines += [f"{grade}:", f"  ects: {{value: {letter}, unit: text, {cited}}}"]
    (pack / "parameters" / "grades.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    days = [f"{name}_days: {{value: 20, unit: day, {cited}}}" for name in ("proposal", "documents")]
    file = pack / "parameters" / "recognition.yaml"
    file.write_text("\n".join(days) + "\n", encoding="utf-8")
    return pack


def changed_in(pack: Path, folder: Path, sheet: str, cells: dict[tuple[int, str], str]) -> Path:
    """The sheets of a pack with other cells in one of them, as a workbook."""
    file = folder / "sheets.xlsx"
    write_sheets(file, export_sheets(pack))
    book = load_workbook(file)
    for (row, column), value in cells.items():
        book[sheet].cell(row, SHEETS[sheet].columns.index(column) + 1, value)
    book.save(file)
    return file


def test_a_table_without_points_goes_out_and_in_again(pack: Path, tmp_path: Path) -> None:
    with_letters_alone(pack)
    file = changed_in(pack, tmp_path, "grades", {})
    assert [row["ects"] for row in SHEETS["grades"].rows(pack)] == list("ABCDEF")
    assert plan(pack, read_sheets(file)) == {}
    file = changed_in(pack, tmp_path, "grades", {(3, "ects"): "B+"})
    (changed,) = plan(pack, read_sheets(file)).values()
    assert '9:\n  ects: {value: "B+", unit: text' in changed
    assert "points" not in changed


def test_a_number_in_a_row_is_changed_in_its_row(pack: Path, tmp_path: Path) -> None:
    with_letters_alone(pack)
    file = changed_in(pack, tmp_path, "deadlines", {(2, "days"): "31"})
    (changed,) = plan(pack, read_sheets(file)).values()
    assert changed.startswith("proposal_days: {value: 31, unit: day")


def test_points_of_one_grade_alone_are_told_at_the_others(pack: Path, tmp_path: Path) -> None:
    with_letters_alone(pack)
    cells = {(2, "points from"): "91", (2, "points to"): "100"}
    with pytest.raises(SheetError) as caught:
        plan(pack, read_sheets(changed_in(pack, tmp_path, "grades", cells)))
    assert "grades, row 2, 'points from': the table has no points so far" in str(caught.value)
    assert "grades, row 3, 'points from': is empty" in str(caught.value)


def test_what_the_check_finds_is_told_at_the_row_of_its_entry(pack: Path, tmp_path: Path) -> None:
    file = changed_in(pack, tmp_path, "entries", {(3, "sources"): "nothing/here"})
    with pytest.raises(SheetError) as caught:
        plan(pack, read_sheets(file))
    assert str(caught.value) == "entries, row 3: the source 'nothing/here' is not in sources.yaml"


def test_a_column_or_a_sheet_that_nobody_reads_is_told(pack: Path, tmp_path: Path) -> None:
    file = changed_in(pack, tmp_path, "entries", {})
    book = load_workbook(file)
    book["entries"].cell(1, len(COLUMNS) + 1, "title de")
    book.save(file)
    with pytest.raises(SheetError, match="entries, row 1, 'title de': is no column"):
        read_sheets(file)
    book["entries"].delete_cols(len(COLUMNS) + 1)
    book.create_sheet("fees")
    book.save(file)
    with pytest.raises(SheetError, match="fees, row 1: is no sheet of a pack"):
        read_sheets(file)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_csv_may_stand_between_other_signs(pack: Path, tmp_path: Path, delimiter: str) -> None:
    folder = tmp_path / "sheets"
    write_sheets(folder, export_sheets(pack))
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            table = list(csv.reader(opened))
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, delimiter=delimiter).writerows(table)
    assert plan(pack, read_sheets(folder)) == {}
