"""`python -m bot pack`: what a pack says to a spreadsheet, and back."""

import argparse
import sys
from pathlib import Path

from bot.cli.refuse import refuse
from knowledge.sheets import SheetError, export_sheets, plan, read_sheets, write_sheets
from rules.institutions import registry


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("action", choices=("export", "import"))
    parser.add_argument("file", type=Path, help="an .xlsx file, or a folder of .csv files")
    parser.add_argument(
        "--pack", required=True, help="the folder of a pack, or an institution's id"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would change, write nothing"
    )


def main(arguments: argparse.Namespace) -> int:
    """Write the spreadsheet, or take in what changed in it; return the exit status."""
    named = arguments.pack
    pack = registry()[named].folder if named in registry() else Path(named)
    if not (pack / "institution.yaml").is_file():
        return refuse(f"{pack} is no pack: there is no institution.yaml")
    try:
        if arguments.action == "export":
            write_sheets(arguments.file, export_sheets(pack))
            return 0
        changed = plan(pack, read_sheets(arguments.file))
    except SheetError as error:
        for slip in error.slips:
            sys.stderr.write(f"{slip}\n")
        return refuse("nothing was imported")
    except OSError as error:
        return refuse(f"{arguments.file}: {error.strerror}")
    for file, text in changed.items():
        print(f"{'would change' if arguments.dry_run else 'changed'}: {file}")
        if not arguments.dry_run:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    if not changed:
        print("nothing to change")
    return 0
