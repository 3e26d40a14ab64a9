"""Interviews: only what still matters, one question at a time, by tapping and by typing."""

from tests.unit.dialogue.person import Person


def test_a_first_year_bachelor_is_not_asked_what_cannot_help_any_more(ana: Person) -> None:
    ana.says("/eligibility")
    ana.taps("Study mobility")
    ana.taps("Student")
    ana.taps("Yes")
    ana.taps("Yes")
    ana.taps("Bachelor")
    text = ana.taps("1")
    assert text.startswith("No, ")
    assert "2nd year" in text


def test_facts_told_in_passing_are_not_asked_again(ana: Person) -> None:
    ana.says("/eligibility")
    ana.taps("Short-term PhD")
    text = ana.says("I'm a PhD student and it's 20 days")
    assert "Which study cycle" not in text
    assert "How long" not in text
    assert "20 days" in text


def test_forty_five_days_fail_a_short_phd_stay(ana: Person) -> None:
    ana.says("/eligibility")
    ana.taps("Short-term PhD")
    text = ana.says("PhD student, 45 days")
    assert text.startswith("No, ")
    assert "30 days" in text


def test_eight_months_used_and_six_planned_leave_four(ana: Person) -> None:
    ana.says("/eligibility")
    ana.taps("Study mobility")
    text = ana.says("master student, 6 months, already used 8 months in this cycle")
    assert text.startswith("No, ")
    assert "4 months" in text


def test_back_takes_the_last_answer_back(ana: Person) -> None:
    ana.says("/grant")
    ana.taps("Short-term PhD")
    assert "green travel" in ana.taps("20 days")
    assert "How many days" in ana.taps("Back")


def test_why_names_the_rule_and_asks_again(ana: Person) -> None:
    ana.says("/eligibility")
    ana.taps("Study mobility")
    question = ana.replies[0].html
    text = ana.taps("Why")
    assert "Outgoing Mobility" in text
    assert question.splitlines()[-1] in ana.replies[0].html


def test_a_question_in_between_is_answered_and_the_interview_goes_on(ana: Person) -> None:
    ana.says("/grant")
    ana.taps("Short-term PhD")
    text = ana.says("Is the Diploma Supplement free of charge?")
    assert "free" in text
    assert "How many days" in text
    assert "1,280 EUR" not in text


def test_a_wrong_answer_gets_what_is_allowed_and_the_same_question(ana: Person) -> None:
    ana.says("/grant")
    ana.taps("Short-term PhD")
    text = ana.says("400")
    assert "400 days is too many: at most 30 days." in text
    assert "How many days" in text


def test_an_answer_can_be_changed_from_the_result(ana: Person) -> None:
    ana.says("doctoral student, 20 days by train, how much money?")
    ana.taps("Change an answer")
    ana.taps("20 days")
    assert "750 EUR" in ana.taps("10 days")


def test_cancel_works_from_anywhere_by_word_and_by_button(ana: Person) -> None:
    for way in (
        lambda: ana.says("/cancel"),
        lambda: ana.says("cancel"),
        lambda: ana.taps("Cancel"),
    ):
        ana.says("/grant")
        assert "Stopped" in way()
        assert ana.session.form is None


def test_a_button_of_an_earlier_interview_says_so_and_repeats_the_question(ana: Person) -> None:
    ana.says("/grant")
    old = next(button.data for button in ana.buttons if "Short-term PhD" in button.label)
    ana.says("/grant")
    text = ana.sends_data(old)
    assert "no longer works" in text
    assert "Which kind of mobility" in text


def test_a_programme_without_published_amounts_says_where_they_are(ana: Person) -> None:
    ana.says("/grant")
    text = ana.taps("Study mobility")
    assert "EUR" not in text
    assert "call" in text


def test_an_answer_that_may_mean_two_things_is_offered_as_a_choice(ana: Person) -> None:
    ana.says("/duration")
    text = ana.says("a whole year")
    assert "Which of these" in text
    assert "a stay of 12 months" in ana.taps("12 months")


def test_a_stay_of_unknown_length_is_asked_for_by_what_is_allowed(ana: Person) -> None:
    ana.says("/start account")
    assert "I don't know" not in ana.labels
    text = ana.says("I don't know")
    assert "5 months" in text
    assert "Which Erasmus+" in text


def test_every_answer_given_can_be_questioned_and_changed(ana: Person) -> None:
    ana.says("doctoral student, 20 days by train, 600 km, how much under the 2025 call?")
    for label in ("one way", "rates"):
        ana.taps("Change")
        ana.taps(label)
        assert "no longer works" not in ana.taps("Why")
        ana.taps("Back")


def test_travel_days_follow_the_call_and_the_means_of_travel(ana: Person) -> None:
    ana.says("/grant")
    ana.taps("Short-term PhD")
    ana.taps("20 days")
    ana.says("by train, call 2025")
    assert "6 days" in ana.labels
    assert "EUR" in ana.taps("6 days") + ana.taps("No")


def test_an_answer_that_a_call_does_not_allow_is_asked_for_again(ana: Person) -> None:
    ana.says("/grant")
    ana.says("short PhD, 20 days, by plane")
    ana.taps("4 days")
    ana.taps("No")
    ana.taps("Amounts by year")
    text = ana.taps("call 2025")
    assert "How many travel days" in text
    assert "4 days is too many: at most 2 days." in text


def test_naming_the_stay_of_doctoral_students_says_nothing_of_ones_own_studies(ana: Person) -> None:
    ana.says("/eligibility")
    assert "Are you applying as" in ana.says("short PhD mobility")
    ana.taps("Student")
    ana.taps("Yes")
    assert "doctoral students only" in ana.says("master") + ana.says("20 days")


def test_what_stands_on_a_button_can_be_typed(marko: Person) -> None:
    marko.says("/eligibility")
    marko.says("Краткорочна мобилност докторанада")
    assert marko.session.form is not None
    assert marko.session.form.answers == {"programme": "short_phd"}
