"""Stays told in any turn, kept with their cycle and added up within it."""

from datetime import date

from bot.dialogue.state import ledger
from bot.dialogue.state.case import KeptSlot
from bot.dialogue.state.ledger import KeptStay, Stays
from bot.dialogue.state.session import Session
from bot.dialogue.stays import stay_turns
from bot.understanding import understand

TODAY = date(2026, 9, 1)


def told(*messages: str, cycle: str = "master") -> Stays:
    """Return the ledger after these messages."""
    stays: Stays = ()
    for message in messages:
        stays = stay_turns.after(understand(message, TODAY), stays, cycle)
    return stays


def test_stays_of_several_messages_are_added_up() -> None:
    stays = told("bila sam 3 meseca u Gracu", "bila sam 2 meseca na praksi")
    assert ledger.used(stays, "master") == {"months": 5}


def test_a_stay_told_again_is_the_same_one() -> None:
    stays = told("I was in Ghent for 3 months", "I already used 3 months")
    assert ledger.used(stays, "master") == {"months": 3}


def test_a_correction_changes_the_stay_it_names() -> None:
    stays = told(
        "I was in Ghent for 4 months",
        "I was in Turin for 2 months",
        "no, I was in Ghent for 5 months",
    )
    assert ledger.used(stays, "master") == {"months": 7}


def test_a_stay_of_another_cycle_is_kept_apart() -> None:
    stays = told("на основним сам имао 9 на размени", "на мастеру сам био 3 месеца")
    assert ledger.used(stays, "master") == {"months": 3}
    assert [one.value for one in ledger.of_other_cycles(stays, "master")] == [{"months": 9}]


def test_the_ledger_follows_what_was_changed_on_the_page_of_the_case() -> None:
    stays = (KeptStay({"months": 9}, "bachelor"), KeptStay({"months": 3}, "master"))
    known = {"cycle": KeptSlot("master", "", ""), "used": KeptSlot({"months": 4}, "", "")}
    assert ledger.used(ledger.in_step(stays, known), "master") == {"months": 4}
    del known["used"]
    assert ledger.in_step(stays, known) == stays[:1]


def test_the_ledger_is_stored_with_the_conversation() -> None:
    session = Session(stays=(KeptStay({"months": 3}, "master", "I was in Ghent"),))
    assert Session.from_json(session.to_json()).stays == session.stays
