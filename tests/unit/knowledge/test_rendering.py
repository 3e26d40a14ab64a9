"""Entries as readers see them, in three written forms."""

import dataclasses
import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge import Knowledge, load_knowledge
from knowledge.entry import Bilingual
from locales import Locale
from rules.parameter import stale_from
from tests.unit.knowledge.figures import FIGURES

SAMPLE = Path(__file__).parent / "sample"
TODAY = date(2026, 11, 23)
LINK = '<a href="https://example.org/пут">Learning Agreement</a>'
SOURCE = "https://example.org/outgoing?a=1&amp;b=2"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(FIGURES, SAMPLE)


def _answer(knowledge: Knowledge, serbian: str, english: str = "Yes.") -> Knowledge:
    """The sample with other words in one entry."""
    entry = dataclasses.replace(
        knowledge.entries["second-year"], answer=Bilingual(sr=serbian, en=english)
    )
    knowledge.entries = {**knowledge.entries, entry.id: entry}
    return knowledge


def test_an_answer_in_english_has_figures_in_english_form(knowledge: Knowledge) -> None:
    shown = knowledge.render(knowledge.entries["short-phd-grant"], Locale.EN, on=TODAY)
    assert shown.html == (
        "PhD students get <b>1,780 EUR</b> a day for the first 14 days.\n\n"
        f"The stay lasts at most 21 days, see the {LINK} &amp; the call."
    )
    assert shown.title == "Grant for short PhD mobility"


def test_cyrillic_keeps_foreign_words_and_takes_serbian_plurals(knowledge: Knowledge) -> None:
    shown = knowledge.render(knowledge.entries["short-phd-grant"], Locale.SR_CYRL, on=TODAY)
    assert shown.html == (
        "Докторанди добијају <b>1.780 EUR</b> дневно првих 14 дана.\n\n"
        f"Боравак траје највише 21 дан, види {LINK} &amp; позив."
    )


def test_latin_is_derived_and_leaves_links_alone(knowledge: Knowledge) -> None:
    shown = knowledge.render(knowledge.entries["short-phd-grant"], Locale.SR_LATN, on=TODAY)
    assert shown.html == (
        "Doktorandi dobijaju <b>1.780 EUR</b> dnevno prvih 14 dana.\n\n"
        f"Boravak traje najviše 21 dan, vidi {LINK} &amp; poziv."
    )
    assert shown.title == "Dnevnica za kratku mobilnost"


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Његош, ЊЕГОШ, Љубав, ЉУБАВ, Џеп", "Njegoš, NJEGOŠ, Ljubav, LJUBAV, Džep"),
        ("инјекција и коњунктура надживе", "injekcija i konjunktura nadžive"),
        ("Erasmus+ на Универзитету у Крагујевцу", "Erasmus+ na Univerzitetu u Kragujevcu"),
        ("<b>Ђачки</b> <i>ЕСПБ</i>", "<b>Đački</b> <i>ESPB</i>"),
        ("{study.minimum_year:ordinal} година", "2. godina"),
        ("{call.opened:date} почиње", "1. mart 2026. počinje"),
        (
            "Конкурс је отворен од {call.opened:date_genitive}.",
            "Konkurs je otvoren od 1. marta 2026.",
        ),
        ("од <b>{call.opened:date_genitive}</b>, ево", "od <b>1. marta 2026</b>, evo"),
        ("до {call.closes:date_genitive}; {call.closes:date}", "do 30. septembra; 30. septembar"),
        ("{call.fee:money} за {call.course:weeks}", "4.500 RSD za 3 nedelje"),
        ("просек {call.average}", "prosek 8,5"),
        ("{documents.gazette}", "Glasnik 160/11"),
    ],
)
def test_the_derived_latin_is_as_serbs_write_it(cyrillic: str, latin: str) -> None:
    knowledge = _answer(load_knowledge(FIGURES, SAMPLE), cyrillic)
    shown = knowledge.render(knowledge.entries["second-year"], Locale.SR_LATN, on=TODAY)
    assert shown.html == latin


@pytest.mark.parametrize(
    ("words", "shown_as"),
    [
        ("the {study.minimum_year:ordinal} year", "the 2nd year"),
        ("{short.maximum}", "21"),
        ("{short.maximum:days}", "21 days"),
        ("{call.opened:date}", "1 March 2026"),
        ("{grades.maximum_points:points}", "100 points"),
    ],
)
def test_figures_take_the_form_asked_for(words: str, shown_as: str) -> None:
    knowledge = _answer(load_knowledge(FIGURES, SAMPLE), "Да.", words)
    shown = knowledge.render(knowledge.entries["second-year"], Locale.EN, on=TODAY)
    assert shown.html == shown_as


def test_the_source_line_names_institution_document_and_section(knowledge: Knowledge) -> None:
    shown = knowledge.render(knowledge.entries["short-phd-grant"], Locale.EN, on=TODAY)
    assert shown.source_line == (
        f'Source: University of Belgrade · <a href="{SOURCE}">Outgoing mobility</a> '
        "· Short-term mobility"
    )
    assert shown.sources == ("ub-outgoing/short-term-phd",)


def test_two_sections_of_one_document_are_named_together(knowledge: Knowledge) -> None:
    line = knowledge.source_line(
        ("ub-outgoing/short-term-phd", "ub-outgoing/long-term-study", "asss-recognition/grades"),
        Locale.SR_LATN,
    )
    assert line == (
        f'Izvori: Univerzitet u Beogradu · <a href="{SOURCE}">Odlazna mobilnost</a> · '
        "Kratkoročna mobilnost, Dugoročna mobilnost; Akademija Šumadija, Odsek u Kragujevcu · "
        '<a href="https://example.org/recognition">Priznavanje</a> · Ocene'
    )


def test_talk_has_no_source_line(knowledge: Knowledge) -> None:
    shown = knowledge.render(knowledge.entries["thanks"], Locale.SR_CYRL, on=TODAY)
    assert (shown.source_line, shown.sources) == ("", ())


def test_a_figure_from_outside_brings_its_source_along() -> None:
    knowledge = _answer(load_knowledge(FIGURES, SAMPLE), "Да.", "{call.top_up:money}")
    shown = knowledge.render(knowledge.entries["second-year"], Locale.EN, on=TODAY)
    assert shown.sources == ("ub-outgoing/long-term-study", "erasmus-calls/call-2025")
    assert (
        "Another source (not one of the three published texts) · Amounts by call · call 2025"
        in shown.source_line
    )


def test_a_fresh_answer_carries_no_warning(knowledge: Knowledge) -> None:
    assert not knowledge.render(
        knowledge.entries["short-phd-grant"], Locale.EN, on=date(2027, 6, 30)
    ).stale


def test_after_its_last_day_a_figure_is_told_with_a_warning(knowledge: Knowledge) -> None:
    shown = knowledge.render(knowledge.entries["short-phd-grant"], Locale.EN, on=date(2027, 7, 1))
    assert shown.stale
    assert shown.html.endswith("Please check before you rely on it.</i>")
    assert "1,780 EUR" in shown.html


def test_a_source_unchecked_for_twelve_months_is_told_with_a_warning(
    knowledge: Knowledge,
) -> None:
    entry = knowledge.entries["second-year"]
    assert not knowledge.render(entry, Locale.EN, on=date(2027, 11, 21)).stale
    assert knowledge.render(entry, Locale.EN, on=date(2027, 11, 22)).stale


@pytest.mark.parametrize(
    ("checked_on", "stale"),
    [
        (date(2026, 11, 22), date(2027, 11, 22)),
        (date(2024, 2, 29), date(2025, 3, 1)),
    ],
)
def test_what_was_checked_is_out_of_date_a_year_later(checked_on: date, stale: date) -> None:
    assert stale_from(checked_on) == stale


OVERVIEW = """
- id: ways
  institution: ub
  kind: overview
  title: {sr: "Преглед", en: "Overview"}
  phrasings: {sr: ["шта могу"], en: ["what can I do"]}
  answer:
    sr: Три пута воде напоље.
    en: Three ways lead abroad.
  lines:
    - sr: "сви: највише {short.maximum:days}"
      en: "everybody: at most {short.maximum:days}"
      tool: duration
      programme: bip
    - {sr: "друга година", en: "second year", entry: second-year, for: {cycle: [bachelor]}}
    - {sr: "докторанди", en: "doctoral", entry: short-phd-grant, for: {cycle: [doctoral]}}
  sources: [ub-outgoing/long-term-study]
"""


@pytest.fixture
def with_overview(tmp_path: Path) -> Knowledge:
    folder = tmp_path / "knowledge"
    shutil.copytree(SAMPLE, folder)
    (folder / "entries" / "ub" / "overviews.yaml").write_text(OVERVIEW, encoding="utf-8")
    return load_knowledge(FIGURES, folder)


def test_an_overview_shows_its_lines_and_a_button_for_each(with_overview: Knowledge) -> None:
    shown = with_overview.render(with_overview.entries["ways"], Locale.EN, on=TODAY)
    assert shown.html == (
        "Three ways lead abroad.\n\n• everybody: at most 21 days\n• second year\n• doctoral"
    )
    assert [(line.title, line.entry, line.tool, line.programme) for line in shown.lines] == [
        ("", None, "duration", "bip"),
        ("First-year students", "second-year", None, None),
        ("Grant for short PhD mobility", "short-phd-grant", None, None),
    ]


def test_a_doctoral_student_sees_the_line_about_doctoral_students_first(
    with_overview: Knowledge,
) -> None:
    entry = with_overview.entries["ways"]
    hers = with_overview.render(entry, Locale.SR_LATN, on=TODAY, case={"cycle": "doctoral"})
    anybodys = with_overview.render(entry, Locale.SR_LATN, on=TODAY)
    everybody = "svi: najviše 21 dan"
    assert [line.html for line in hers.lines] == ["doktorandi", everybody, "druga godina"]
    assert [line.html for line in anybodys.lines] == [everybody, "druga godina", "doktorandi"]
    assert hers.html.index("doktorandi") < hers.html.index("svi")
