"""Every reason for leaving a file aside has a sentence."""

import pytest

from wijkbeeld.sources.recognise import NoData, Skipped, Unusable, read_all
from wijkbeeld.words.files import shortened, skipped_text


@pytest.mark.parametrize("kind", NoData)
def test_a_file_without_data_is_told_why(kind):
    assert skipped_text(Skipped("x", kind))


def test_what_was_wrong_with_a_file_is_told_as_it_was_found():
    assert skipped_text(Skipped("x", Unusable.UNSOUND, "Stuk. Opnieuw.")) == "Stuk. Opnieuw."


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("lees.md", NoData.DOCUMENT),
        ("x.wijkbeeld.toml", NoData.MAPPING),
        ("x.dbf", NoData.SHAPEFILE_PART),
        ("x.json", NoData.OTHER_JSON),
    ],
)
def test_a_file_without_data_is_no_error(tmp_path, name, kind):
    file = tmp_path / name
    file.write_text("{}", encoding="utf-8")
    offer = read_all([file])
    assert [s.kind for s in offer.skipped] == [kind]
    assert offer.errors == []


@pytest.mark.parametrize("most", [1, 2, 4, 5, 9])
def test_reasons_that_are_shown_explain_everything(most):
    reasons = [("a", 500), ("b", 200), ("c", 100), ("d", 52), ("e", 3184)]
    told = shortened(reasons, most)
    assert len(told) == min(most, 5)
    assert sum(n for _, n in told) == 4036
    assert told[0] == (("a", 500) if most > 1 else ("om 5 andere redenen", 4036))
