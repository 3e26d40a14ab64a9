"""The expert form comes to what the rules and the chat come to, whatever is filled in."""

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.forms.case_link import encode
from bot.forms.slot_questions import kind_of
from bot.forms.slots import SLOTS
from bot.limits.time_limit import TimeLimit
from bot.messages.effect import Reply
from bot.messages.event import Event, Said
from bot.messages.voice import Voice
from bot.web.expert_form import ExpertForm, Given
from bot.web.markup import to_html
from bot.web.site import Site
from locales import Locale
from rules import Rulebook
from rules.command_line.json_lines import answer_line
from rules.command_line.questions import answer
from rules.facts import PROGRAMMES
from tests.unit.rules.test_cases import CASES, Case, in_json
from tests.unit.web.conftest import Client

TODAY = date(2026, 11, 22)
EN = Locale.EN


@pytest.fixture(scope="session")
def expert(rulebook: Rulebook, assistant: Assistant) -> ExpertForm:
    return ExpertForm(rulebook, assistant.knowledge)


def judge(expert: ExpertForm, form: str, texts: Mapping[str, str], locale: Locale = EN) -> Any:
    return expert.judge(form, Given(texts), locale, TODAY)


def of_rules(case: Case, facts: Mapping[str, Any], rulebook: Rulebook) -> Any:
    line = json.dumps({"programme": case.programme, "facts": facts}, default=in_json).encode()
    return answer_line(line, lambda question: answer("check", question, rulebook, lambda: TODAY))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.place} {case.name}")
def test_a_case_of_the_rules_comes_out_the_same(
    case: Case, expert: ExpertForm, rulebook: Rulebook
) -> None:
    facts: dict[str, Any] = json.loads(json.dumps(case.facts, default=in_json))
    found = expert.judge(
        "eligibility", Given(values={"programme": case.programme, **facts}), EN, TODAY
    )
    # The form shows, and counts, the facts of the programme alone, as the rules do.
    assert found["errors"] == {}
    expected = of_rules(case, facts, rulebook)
    assert found["result"]["outcome"] == expected["outcome"] == case.expected["outcome"]
    assert [rule for rule, _ in found["rules"]] == case.expected["reasons"]
    assert found["missing"] == case.expected["missing"]
    assert sum(map(len, found["reasons"].values())) == len(case.expected["reasons"])
    for name in found["reasons"]:
        assert name in {each["name"] for each in found["fields"]}
    # The chat's card, word for word.
    form = expert.forms["eligibility"]
    answers = {each["name"]: facts[each["name"]] for each in found["fields"][1:]
               if each["name"] in facts}  # fmt: skip
    card = form.card({"programme": case.programme, **answers}, Voice(EN), TODAY)
    assert found["result"]["html"] == to_html(card.html)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_fact_that_a_condition_needs_has_its_field(
    programme: str, expert: ExpertForm, rulebook: Rulebook
) -> None:
    found = judge(expert, "eligibility", {"programme": programme})
    names = [each["name"] for each in found["fields"]]
    for condition in rulebook.conditions(programme):
        assert set(condition.facts) <= set(names)
    assert len(names) == len(set(names))
    assert all(each["label"] for each in found["fields"])


@pytest.mark.parametrize("locale", list(Locale))
def test_what_is_typed_is_read_as_in_the_chat(locale: Locale, expert: ExpertForm) -> None:
    typed = {
        Locale.EN: {"duration": "one semester", "year": "second", "used": "none"},
        Locale.SR_LATN: {"duration": "jedan semestar", "year": "druga", "used": "ništa"},
        Locale.SR_CYRL: {"duration": "један семестар", "year": "друга", "used": "ништа"},
    }[locale]
    chosen = {
        "programme": "study", "role": "student", "registered": "yes", "degree_programme": "yes",
        "cycle": "bachelor", "mobility_cycle": "bachelor",
    }  # fmt: skip
    found = judge(expert, "eligibility", {**chosen, **typed}, locale)
    assert found["errors"] == {}
    assert found["result"]["outcome"] == "eligible"
    assert found["link"] is not None


@pytest.mark.parametrize(
    ("texts", "field", "told"),
    [
        ({"programme": "bip", "role": "student", "duration": "31 days"}, "duration", "30"),
        ({"programme": "study", "role": "student", "cycle": "bachelor", "year": "1"}, "year", "2"),
        ({"programme": "study", "role": "student", "registered": "no"}, "registered", "Belgrade"),
        ({"programme": "study", "role": "teacher", "duration": "5 months"}, "role", "student"),
        (
            {"programme": "study", "role": "student", "cycle": "master", "duration": "5 months",
             "used": "9 months"},
            "used", "14",
        ),
        (
            {"programme": "study", "role": "student", "cycle": "master", "duration": "13 months",
             "used": "0 months"},
            "duration", "12",
        ),
        (
            {"programme": "study", "role": "student", "cycle": "master", "duration": "1 month",
             "covers_term": "yes", "used": "0 months", "registered": "yes",
             "degree_programme": "yes", "mobility_cycle": "master"},
            "covers_term", "term",
        ),
        (
            {"programme": "study", "role": "student", "cycle": "master", "duration": "1 month",
             "covers_term": "no"},
            "duration", "2",
        ),
        ({"programme": "short_phd", "role": "student", "cycle": "master"}, "cycle", "doctoral"),
        (
            {"programme": "traineeship", "role": "graduate", "finished_on": "1 July 2026",
             "starts_on": "2027-12-01"},
            "starts_on", "year",
        ),
        (
            {"programme": "traineeship", "role": "graduate", "within_year": "no"},
            "within_year", "year",
        ),
        (
            {"programme": "bip", "role": "student", "cycle": "unknown", "year": "1", "ects": "3",
             "registered": "yes", "through_faculty": "yes", "virtual_part": "yes",
             "duration": "20 days", "used": "0 months"},
            "cycle", "bachelor",
        ),
    ],
)  # fmt: skip
def test_a_reason_stands_beside_the_field_that_decides_with_its_source(
    texts: dict[str, str], field: str, told: str, expert: ExpertForm
) -> None:
    found = judge(expert, "eligibility", texts)
    assert found["errors"] == {}
    beside = found["reasons"][field]
    assert any(told in reason["html"] for reason in beside), found["reasons"]
    assert all('href="https://' in reason["source"] for reason in beside)


@pytest.mark.parametrize("locale", Locale)
def test_a_field_asks_what_the_chat_asks(
    locale: Locale, expert: ExpertForm, assistant: Assistant
) -> None:
    now = datetime.combine(TODAY, time(12), UTC)
    _, effects = assistant.respond(Session.new(), Event(Said("/deadlines"), locale.tag), now)
    (asked,) = (effect for effect in effects if isinstance(effect, Reply))
    (field,) = judge(expert, "deadlines", {}, asked.locale)["fields"]
    assert f"<strong>{field['label']}</strong>" in to_html(asked.html)


def test_an_answer_that_cannot_be_read_is_told_at_its_field_and_the_rest_stays(
    expert: ExpertForm,
) -> None:
    texts = {"programme": "bip", "duration": "a while", "ects": "3", "year": "-4"}
    found = judge(expert, "eligibility", texts)
    assert set(found["errors"]) == {"duration", "year"}
    assert "20 days" in found["errors"]["duration"].replace("\N{NO-BREAK SPACE}", " ")
    # What can be read counts, and the result does not pretend to know the rest.
    assert found["result"]["outcome"] == "incomplete"
    assert "duration" in found["missing"]
    assert {
        each["name"]: each["understood"].replace("\N{NO-BREAK SPACE}", " ")
        for each in found["fields"]
        if "understood" in each
    } == {"ects": "3 ECTS credits"}


def test_a_number_that_may_count_two_things_is_asked_about(expert: ExpertForm) -> None:
    found = judge(expert, "duration", {"duration": "5"})
    error = found["errors"]["duration"].replace("\N{NO-BREAK SPACE}", " ")
    assert error == "Which of these do you mean? 5 days / 5 months"


@pytest.mark.parametrize(
    ("form", "texts", "told"),
    [
        ("grant", {"programme": "bip", "days": "20", "green_travel": "yes"}, "1,330"),
        ("grant", {"programme": "study", "days": "20"}, "no amount is published"),
        (
            "duration",
            {"duration": "45 days", "role": "student", "cycle": "doctoral"},
            "No, a stay of 45 days is not possible",
        ),
        ("grade", {"mark": "61 points"}, "7"),
        ("grade", {"mark": "9, 10"}, "<table>"),
        ("deadlines", {"semester_start": "2027-10-01"}, "24"),
        ("account", {}, "12"),
        ("account", {"stay1": "5 months", "stay2": "30 days"}, "6"),
        ("options", {"role": "student", "cycle": "doctoral"}, "PhD"),
    ],
)
def test_every_form_is_worked_out_alike(
    form: str, texts: dict[str, str], told: str, expert: ExpertForm
) -> None:
    found = judge(expert, form, texts)
    assert found["errors"] == {}
    assert told in found["result"]["html"].replace("\N{NO-BREAK SPACE}", " ")


def test_what_is_still_needed_is_named(expert: ExpertForm) -> None:
    assert judge(expert, "grant", {"days": "20"})["missing"] == ["programme"]
    assert judge(expert, "eligibility", {})["missing"] == ["programme"]
    found = judge(expert, "eligibility", {"programme": "teaching", "role": "teacher"})
    assert set(found["missing"]) == {"duration", "hours", "contract"}


def test_a_limit_says_itself(expert: ExpertForm) -> None:
    error = judge(expert, "grant", {"programme": "bip", "days": "31"})["errors"]["days"]
    assert "30" in error


def test_a_case_link_opens_the_same_case_and_comes_back(expert: ExpertForm) -> None:
    answers = {
        "programme": "traineeship",
        "role": "graduate",
        "duration": {"from": "2027-02-16", "to": "2027-06-30"},
        "within_year": True,
    }
    link = encode("eligibility", answers)
    assert link is not None
    opened = expert.of_link(link)
    assert opened is not None
    form, given = opened
    found = expert.judge(form, given, EN, TODAY)
    assert found["link"] == link
    assert found["errors"] == {}
    assert expert.of_link(link[:-1] + "_") is None
    assert expert.of_link("c_") is None


def test_nothing_that_is_sent_ends_in_a_traceback(expert: ExpertForm) -> None:
    chance = random.Random(20261129)
    odd: list[Any] = [
        None, True, -1, 2**70, 1.5, "", "x" * 5000, "\0", "<b>", [], {}, {"days": -3},
        {"days": "x"}, {"from": "2027-02-30", "to": "x"}, {"months": 1e9}, [[]], "unknown",
        {"points": "9"}, "2027-13-01",
    ]  # fmt: skip
    names = [*SLOTS, "stay1", "stay2", "nothing"]
    for _ in range(400):
        form = chance.choice(list(expert.forms))
        some = chance.sample(names, 5)
        texts = {name: str(chance.choice(odd)) for name in some[:2]}
        values = {name: chance.choice(odd) for name in some[2:]}
        programme = {"programme": chance.choice([*PROGRAMMES, "holiday"])}
        found = expert.judge(form, Given(texts, {**programme, **values}), EN, TODAY)
        json.dumps(found)
        assert all(kind_of(name) in SLOTS for name in found["errors"])


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_told_at_its_field(number: float, expert: ExpertForm) -> None:
    for form in expert.forms:
        for name in SLOTS:
            judged = expert.judge(form, Given(values={name: number}), EN, TODAY)
            assert name not in judged.get("values", {})


async def test_a_form_has_no_more_processor_time_than_a_message(
    client: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = TimeLimit(0.02)
    monkeypatch.setattr(site.chat.share, "limit", limit)

    def dear(*_: object) -> None:
        while True:
            sum(range(1000))

    monkeypatch.setattr(ExpertForm, "judge", dear)
    body = {"form": "grade", "values": {"mark": ["a"] * 5000}, "language": "en"}
    reply = await client.post("/check/result", json=body)
    assert reply.status == 400
    assert (await reply.json())["error"]["code"] == "too_expensive"


async def test_the_page_asks_the_server_and_nothing_is_kept(client: Client) -> None:
    body = {"form": "grant", "language": "sr-Cyrl", "texts": {"programme": "bip", "days": "20"}}
    reply = await client.post("/check/result", json=body)
    assert reply.headers["Cache-Control"] == "no-store"
    assert "1.280" in (await reply.json())["result"]["html"]
    for wrong, code in (
        ({"form": "holiday"}, "unknown_form"),
        ({"form": "grant", "texts": [1]}, "wrong_type"),
        ({"case": "c_nonsense"}, "bad_link"),
        ({}, "missing"),
    ):
        refused = await client.post("/check/result", json=wrong)
        assert (refused.status, (await refused.json())["error"]["code"]) == (400, code)


def test_whose_rules_is_asked_only_where_several_have_some(
    expert: ExpertForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    for form in expert.forms:
        assert "institution" not in {each["name"] for each in judge(expert, form, {})["fields"]}
    first, second = (one.id for one in list(expert._rulebook.institutions)[:2])
    monkeypatch.setattr(ExpertForm, "_owners", lambda *_: (first, second))
    texts = {"institution": first, "programme": PROGRAMMES[0], "role": "student"}
    asked, *_ = judge(expert, "eligibility", texts)["fields"]
    assert [value for value, _ in asked["options"]] == [first, second]
    assert judge(expert, "eligibility", texts)["result"] is not None
    # Where the other one has no such programme, it is asked for anew.
    none = replace(expert._rulebook, programmes={})
    monkeypatch.setattr(
        "bot.web.expert_form.whose",
        lambda rules, answers: none if answers.get("institution") == second else rules,
    )
    found = judge(expert, "eligibility", {**texts, "institution": second})
    assert found["missing"] == ["programme"]
    assert "value" not in found["fields"][1]
