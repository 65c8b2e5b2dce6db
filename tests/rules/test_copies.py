"""What the provider and `rp_kit` both need and may not share stays the same in both."""

from tests.rules.sources import ROOT


def test_both_limit_a_whole_answer_in_the_same_way() -> None:
    kept_in = ("idp/connectors/deadline.py", "rp_kit/deadline.py")
    assert len({(ROOT / path).read_text(encoding="utf-8") for path in kept_in}) == 1
