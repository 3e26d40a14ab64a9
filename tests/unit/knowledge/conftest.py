"""The real entries and the questions about them, made ready once for all tests that ask."""

import pytest

from knowledge.evaluation.question import LabelledQuestion, read_questions
from knowledge.evaluation.run import Workbench, set_up
from knowledge.parts import FOLDER


@pytest.fixture(scope="package")
def bench() -> Workbench:
    """The finder over the real entries."""
    return set_up(FOLDER)


@pytest.fixture(scope="package")
def questions() -> list[LabelledQuestion]:
    """What the authors of the entries asked of them."""
    return read_questions()
