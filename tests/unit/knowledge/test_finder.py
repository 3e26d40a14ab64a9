"""The finder: which label a message means, however it is written."""

import pytest

from knowledge.finder import Finder
from knowledge.finder.lexicon import Lexicon, Meaning

EXAMPLES = [
    ("koliko para dobija doktorand po danu", "grant"),
    ("kolika je dnevnica na kratkoj mobilnosti", "grant"),
    ("износ стипендије за две недеље", "grant"),
    ("how much money per day does a PhD student get", "grant"),
    ("daily rate of the short grant", "grant"),
    ("do kada se predaju papiri po povratku", "deadline"),
    ("koji je rok za dokumenta posle razmene", "deadline"),
    ("кад морам да донесем препис оцена", "deadline"),
    ("when must I hand in my papers after the exchange", "deadline"),
    ("deadline for documents on return", "deadline"),
    ("mogu li na razmenu kao brucoš", "first-year"),
    ("да ли студент прве године може на размену", "first-year"),
    ("od koje godine studija se ide", "first-year"),
    ("can a freshman go abroad", "first-year"),
    ("is the first year of study too early", "first-year"),
]
OUTSIDE = [
    *("what will the weather be tomorrow", "recept za palačinke", "ко је победио на изборима"),
    *("who won the football match", "kako se pravi hleb", "tell me a story about dragons"),
]
LEXICON = Lexicon(
    [
        Meaning("money", ("novac", "pare", "para", "lova", "lovu", "kinta"), ("money", "cash")),
        Meaning("papers", ("papir", "dokument"), ("papers", "documents")),
        Meaning("first-year", ("prva godina", "brucoš"), ("first year", "freshman")),
    ]
)


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder.fit(EXAMPLES, outside=OUTSIDE, lexicon=LEXICON)


def _best(finder: Finder, text: str) -> str:
    return finder.rank(text)[0][0]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Koliko para dobija doktorand dnevno?", "grant"),
        ("КОЛИКА ЈЕ ДНЕВНИЦА", "grant"),
        ("dnevnca za doktorande", "grant"),  # a letter left out
        ("how mcuh money a day", "grant"),  # two letters swapped
        ("rok za papire", "deadline"),
        ("рок за папире", "deadline"),
        ("deadline for my papers?", "deadline"),
        ("brucos sam, jel mogu", "first-year"),
        ("freshmen allowed?", "first-year"),
    ],
)
def test_a_question_is_found_in_any_script_and_with_slips(
    finder: Finder, text: str, label: str
) -> None:
    assert _best(finder, text) == label


def test_a_word_of_the_lexicon_stands_for_its_synonyms(finder: Finder) -> None:
    assert _best(finder, "kolika je kinta") == "grant"
    plain = Finder.fit(EXAMPLES, outside=OUTSIDE)
    with_lexicon = dict(finder.rank("ima li kinte, novca, cash"))
    without = dict(plain.rank("ima li kinte, novca, cash"))
    assert with_lexicon["grant"] > without["grant"]


def test_every_label_is_ranked_once_best_first(finder: Finder) -> None:
    ranked = finder.rank("deadline")
    scores = [score for _, score in ranked]
    assert sorted(label for label, _ in ranked) == ["deadline", "first-year", "grant"]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_only_the_first_are_given_when_so_wished(finder: Finder) -> None:
    assert finder.rank("deadline", limit=2) == finder.rank("deadline")[:2]


def test_other_labels_are_ruled_out_beforehand(finder: Finder) -> None:
    ranked = finder.rank("deadline for documents", among={"grant", "first-year"})
    assert {label for label, _ in ranked} == {"grant", "first-year"}
    assert finder.rank("deadline for documents", among=set()) == []


def test_what_no_label_stands_for_scores_lower(finder: Finder) -> None:
    inside = finder.rank("daily rate for PhD students")[0][1]
    for text in ("what about the weather in June", "recept za hleb", "xyzzy plugh", ""):
        assert finder.rank(text)[0][1] < inside


def test_the_same_examples_give_the_same_finder() -> None:
    one, other = (Finder.fit(EXAMPLES, lexicon=LEXICON) for _ in range(2))
    for text, _ in EXAMPLES:
        assert one.rank(text) == other.rank(text)


def test_texts_about_a_label_teach_its_words() -> None:
    about = [("Kosovska 8 is the street of the academy, in Kragujevac", "deadline")]
    taught, untaught = Finder.fit(EXAMPLES, about=about), Finder.fit(EXAMPLES)
    assert _best(taught, "kosovska street") == "deadline"
    assert _probability(taught, "deadline") > 2 * _probability(untaught, "deadline")


def _probability(finder: Finder, label: str) -> float:
    return dict(finder.evidence("kosovska street"))[label].probability


def test_one_more_example_leaves_all_others_where_they_were() -> None:
    """An editor who adds a phrasing to one entry does not move the answers of others."""
    before = Finder.fit(EXAMPLES, outside=OUTSIDE)
    after = Finder.fit([("how much is the top-up", "grant"), *EXAMPLES], outside=OUTSIDE)
    for text, _ in EXAMPLES:
        was, now = dict(before.evidence(text)), dict(after.evidence(text))
        for label, evidence in was.items():
            assert abs(now[label].probability - evidence.probability) < 0.05, (text, label)


def test_a_finder_needs_examples() -> None:
    with pytest.raises(ValueError, match="needs examples"):
        Finder.fit([])


def test_one_label_is_enough() -> None:
    assert _best(Finder.fit([("hello", "greeting")]), "hello there") == "greeting"


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "?", "🇷🇸🇪🇺", "a" * 4096, "\u200b" * 500, "{}<b>&", "\x00\x01\x02", "١٢٣"),
        "erasmus " * 500,
        " ".join(f"reč{number}" for number in range(500)),
        "стипeндиja мoбилнocт",  # Latin letters inside Cyrillic words
        "https://example.org/" + "x" * 3000,
        "שלום مرحبا 你好 γεια",
        "9" * 300,
        "\ud800",
    ],
)
def test_odd_messages_are_ranked_like_any_other(finder: Finder, text: str) -> None:
    ranked = finder.rank(text)
    assert len(ranked) == 3
    assert all(0 <= score <= 1 for _, score in ranked)


def test_letters_of_two_alphabets_in_a_word_are_put_right(finder: Finder) -> None:
    assert _best(finder, "днeвницa") == "grant"  # Latin e and a


def test_words_behind_the_limit_change_nothing(finder: Finder) -> None:
    story = "rok za papire " + "bla " * 600
    assert finder.rank(story) == finder.rank(story + "brucoš dnevnica")
