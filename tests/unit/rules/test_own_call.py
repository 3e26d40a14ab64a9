"""What an institution's own call pays for, as far as it names it."""

from datetime import date
from pathlib import Path

from rules import EstimateRequest, load_rulebook
from rules.institutions import read_registry
from tests.unit.dub import change, copied, in_use


def test_green_travel_is_certain_where_no_top_up_is_named(tmp_path: Path) -> None:
    pack = copied(tmp_path)
    change(pack / "calls" / "2027.yaml", "travel_days: 2", "travel_days: 2\ngreen_travel: 45")
    with in_use(read_registry([pack])):
        rules = load_rulebook().at("dub")
    request = EstimateRequest(
        programme="summer_school", days=10, green_travel=True, fewer_opportunities=True
    )
    estimate = rules.estimate(request, on=date(2026, 11, 29))
    assert {one.item: one.certain for one in estimate.lines} == {
        "daily_support": True,
        "green_travel": True,
    }
