"""One institution: what it is called, and what its folder holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from locales import Bilingual, Value

PROGRAMMES, GRADES, DEADLINES = "programmes", "grades", "deadlines"
"""What can be computed by an institution's rules."""
ANY = "any"
"""The institution of what concerns none in particular."""
OUTSIDE = "outside"
"""The institution of documents that none of them publishes."""
OVERVIEWS = (
    "everything",
    "applying",
    # For a BIP one applies in another way than for all else.
    "applying_bip",
    "permission",
    "length",
    "money",
    "papers",
    "when",
    "who",
    "conversion",
    "counting",
    "counting_short_stays",
    "counting_long_stays",
    "counting_without_a_grant",
    "counting_other_programmes",
    "counting_erasmus_mundus",
    "counting_new_cycle",
    "counting_applied_cycle",
    "graduates_limit",
    # The days counted back from a semester, each by itself.
    "when_documents",
    "when_proposal",
    # In the last year of a cycle, for a stay in the next one; and exams at home during a stay.
    "applying_next_cycle",
    "exams_at_home",
    # Of a traineeship after graduation that was not applied for before.
    "applied_too_late",
    "several_times",
    "several_times_of_staff",
    # Who lets courses count, and whether a traineeship counts in the degree.
    "recognising_courses",
    # A course that has nothing like it at home.
    "unlike_course",
    "recognising_traineeship",
    "recognising_traineeship_doctoral",
    # A mark of the host's scale, where no table of it is published.
    "foreign_grades",
    # Days on the way, where a grant is spoken of.
    "travel_days",
    # What is added to an amount: told beside a stay that has none.
    "top_up_green_travel",
    "top_up_fewer_opportunities",
    # Where somebody only says that they begin, have a place, were turned down, or are back.
    "starting",
    "accepted",
    "turned_down",
    "back",
    # What is open to whom.
    *(
        f"options_{who}"
        for who in ("bachelor", "master", "doctoral", "integrated", "staff", "teacher", "assistant")
    ),
    "options_researcher",
    "options_administrative",
    *(
        f"{kind}_{matter}"
        for kind in ("money", "length", "papers", "about")
        for matter in ("study", "short_phd", "bip", "traineeship", "staff")
    ),
)
"""The kinds of broad questions that an entry may answer, some of them for one kind of mobility."""
SHARED = "shared"
"""The folder of what all institutions share."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as sentences need it: the Serbian one in four cases.

    Attributes:
        title: as it stands alone, in a list or over a text.
        nominative: "the University of ..." in a sentence, and in Serbian as its subject.
        genitive: "правила ...".
        locative: "на ...".
        accusative: "уписани на ...".
    """

    title: Bilingual
    nominative: Bilingual
    genitive: Bilingual
    locative: Bilingual
    accusative: Bilingual


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution.

    Attributes:
        id: its name in files, buttons and JSON: that of its folder.
        folder: where everything about it stands.
        name: what it is called.
        full: the name with the department that publishes the rules; the same where there is none.
        short: a name for a button.
        about: what its texts tell: "on going abroad".
        words: phrases that name it, as in the vocabulary.
        acronyms: words that name it where they stand in capitals.
        cities: phrases for its city. A city that is one institution's alone names it.
        coordinators_propose: its texts say who acts before a deadline of recognition: coordinators,
            the Director and the Student Affairs Office.
        tells_partners: its texts speak to other institutions' people, not to its own.
        publishes: what can be computed by its rules: `programmes`, `grades`, `deadlines`.
        overviews: the entry that answers a broad question of a kind: `length`, `money`,
            `applying`, `everything`.
        silent: the entry that says that its text is silent on those who come to it (`coming`), and
            on those who go from it (`going`).
        of_coming: the entries that are of those who come to it, and told to no one of its own.
        programmes: its programmes, in the order in which people see them.
        contact: whom to reach, as it is shown; empty where the pack names nobody.
        added: it is of a pack of the operator's, and does not come with the program.
    """

    id: str
    folder: Path
    name: Name
    full: Name
    short: Bilingual
    about: Bilingual
    words: tuple[str, ...]
    acronyms: tuple[str, ...]
    cities: tuple[str, ...]
    tells_partners: bool
    publishes: frozenset[str]
    overviews: Mapping[str, str]
    silent: Mapping[str, str]
    programmes: tuple[str, ...]
    contact: str = ""
    of_coming: frozenset[str] = frozenset()
    coordinators_propose: bool = False
    added: bool = False

    @property
    def named(self) -> Mapping[str, Value]:
        """Its names as the messages of the catalogues have them."""
        return {
            "institution": self.name.nominative,
            "institution_gen": self.name.genitive,
            "institution_loc": self.name.locative,
            "institution_acc": self.name.accusative,
            "institution_full": self.full.nominative,
            "institution_full_gen": self.full.genitive,
            "institution_full_loc": self.full.locative,
        }
