"""Titles that come, change and go are found, or no longer found, at once."""

from msgspec.structs import replace

from bot.search import Confidence, SearchDocument, TitleSearch
from tests.search.known import ANTHOLOGY, EVERYTHING, INSTALMENT, SAN_JUNIPERO, SOUNDTRACK, finder


def keys(found: TitleSearch, typed: str) -> list[str]:
    return [match.key for match in found.find(typed).matches]


def test_an_added_title_is_found_at_once() -> None:
    grown = finder()

    grown.add(SearchDocument("four-kings", ANTHOLOGY, ("The Four Kings", "네 왕")))

    assert keys(grown, "four kigns")[0] == keys(grown, "네 왕")[0] == "four-kings"
    assert (ANTHOLOGY, "four-kings") in grown


def test_a_removed_title_is_found_no_more() -> None:
    shrunk = finder()

    shrunk.remove("soundtrack", ANTHOLOGY)

    assert "soundtrack" not in keys(shrunk, "soundtrack") + keys(shrunk, "ㅅㅇㄷㅌㄹ") + keys(shrunk, "")
    assert SOUNDTRACK not in shrunk
    assert len(shrunk) == len(EVERYTHING) - 1


def test_removing_what_is_not_there_changes_nothing() -> None:
    same = finder()

    same.remove("nowhere", ANTHOLOGY)

    assert len(same) == len(EVERYTHING)


def test_a_renamed_anthology_is_found_by_its_new_name_and_so_are_its_instalments() -> None:
    renamed = finder()

    renamed.add(replace(SOUNDTRACK, names=("Melody Lane",)))

    assert keys(renamed, "melody lane")[0] == "soundtrack"
    assert keys(renamed, "melody lane 2")[0] == "soundtrack/2"


def test_an_instalment_that_comes_before_its_anthology_is_found_under_both_names() -> None:
    late = TitleSearch([SAN_JUNIPERO])

    late.add(SearchDocument("black-mirror", ANTHOLOGY, ("Black Mirror",)))

    assert keys(late, "black mirror 11")[0] == SAN_JUNIPERO.key
    assert keys(late, "black mirror")[0] == "black-mirror"


def test_a_changed_instalment_forgets_its_old_clues() -> None:
    changed = finder()

    changed.add(replace(SAN_JUNIPERO, words=("desert",)))

    assert changed.find("the one with mackenzie davis").certainty is not Confidence.SURE
    assert keys(changed, "the black mirror one in the desert")[0] == SAN_JUNIPERO.key


def test_a_server_s_own_titles_stand_beside_the_catalogue() -> None:
    own = TitleSearch(
        [SearchDocument("our-nights", ANTHOLOGY, ("Our Own Nights",)), replace(SOUNDTRACK, names=("Club Mixtape",))]
    )
    catalogue = finder()

    assert catalogue.find("our own nights", delta=own).matches[0].key == "our-nights"
    assert catalogue.find("black mirror", delta=own).matches[0].key == "black-mirror"
    assert catalogue.find("club mixtape", delta=own).matches[0].key == "soundtrack"
    assert catalogue.find("our own nights").certainty is not Confidence.SURE


def test_a_server_s_own_title_of_the_same_name_leaves_the_finder_unsure() -> None:
    own = TitleSearch([SearchDocument("own-mirror", ANTHOLOGY, ("Black Mirror",))])

    finding = finder().find("black mirror", delta=own, favour={"own-mirror": 1.0})

    assert finding.certainty is Confidence.UNSURE
    assert [match.key for match in finding.matches[:2]] == ["own-mirror", "black-mirror"]


def test_hundreds_of_titles_added_one_by_one_are_found_like_those_that_were_there() -> None:
    titles = [SearchDocument(f"t-{n}", INSTALMENT, (f"Night {n} of the {n * 7} moons",)) for n in range(300)]
    built, grown = TitleSearch(titles), TitleSearch()
    for title in titles:
        grown.add(title)

    for typed in ("night 42 of the 294 moons", "nihgt 42 of the 294", "294 moons"):
        assert keys(built, typed)[0] == keys(grown, typed)[0] == "t-42"
