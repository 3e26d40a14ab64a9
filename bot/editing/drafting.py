"""A draft of an entry from a question and the answer that an office gave."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.editing.overlay import source_of
from locales import Locale, Text, render
from rules.institutions import registry

_TITLE_LETTERS = 60
_NOTHING = '""'


@dataclass(frozen=True, slots=True)
class Answered:
    """What an office answered.

    Attributes:
        institution: whose office; empty where nobody knows whose question it is.
        question: what was asked, without anything that could tell who asked.
        alike: questions like it that were not answered.
        answer: as the staff wrote it.
        locale: the language and script of question and answer.
        staff: the language and script of what is remarked for whoever completes the draft.
    """

    institution: str
    question: str
    alike: Sequence[str]
    answer: str
    locale: Locale
    staff: Locale = Locale.EN


def draft_entry(code: str, answered: Answered) -> str:
    """Return the YAML of a draft; what is not known is marked as missing.

    Args:
        code: the draft's name; the entry's id is made of it.
        answered: the question and its answer.
    """
    language, other = ("sr", "en") if answered.locale is not Locale.EN else ("en", "sr")
    # Serbian is authored in Cyrillic; a Latin text would be told in no other script.
    note = _remark("in_cyrillic", answered.staff) if answered.locale is Locale.SR_LATN else ""
    missing = _remark("missing", answered.staff)
    of, source = answered.institution, f"[{source_of(answered.institution)}]"
    if not of:
        every = ", ".join(one.id for one in registry())
        of = f"{_NOTHING}{_remark('whose', answered.staff, names=every)}"
        source = f"[]{_remark('whose_source', answered.staff, source=source_of('…'))}"
    title = _quoted(answered.question[:_TITLE_LETTERS])
    phrasings = [_quoted(one) for one in dict.fromkeys((answered.question, *answered.alike))]
    return "\n".join(
        [
            f"- id: office-{code.lower()}",
            f"  institution: {of}",
            "  title:",
            f"    {language}: {title}{note}",
            f"    {other}: {_NOTHING}{missing}",
            f"  phrasings:{_remark('as_people_ask', answered.staff)}",
            f"    {language}:",
            *(f"      - {one}" for one in phrasings),
            f"    {other}: []{missing}",
            "  answer:",
            f"    {language}: |{note}",
            *(f"      {line}".rstrip() for line in _plain(answered.answer).splitlines()),
            f"    {other}: {_NOTHING}{missing}",
            f"  sources: {source}",
            "",
        ]
    )


def _remark(message: str, staff: Locale, **values: str) -> str:
    return f"  # {render(Text(f'telegram.office.draft_{message}', values), staff)}"


def _plain(answer: str) -> str:
    """Return an answer as the entries' markup shows it to the letter."""
    for letter, shown in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("{", "("), ("}", ")")):
        answer = answer.replace(letter, shown)
    return answer


def _quoted(text: str) -> str:
    """Return a text as YAML reads it back: JSON is YAML."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
