"""What a good file becomes."""

from __future__ import annotations

from bot.models.catalogue import NO_IDS, ContentNote, ExternalIds, Kind, Order, PartialDate, Role
from bot.models.opinions import Score, Verdict
from tests.catalogue.conftest import SOUNDTRACK, Shelf


def test_a_file_with_everything_in_it_is_read_as_it_stands(shelf: Shelf) -> None:
    shelf.write("soundtrack", SOUNDTRACK)

    catalogue = shelf.read()

    assert catalogue.problems == ()
    (entry,) = catalogue.entries
    anthology = entry.anthology
    assert (anthology.id, anthology.kind, anthology.order) == ("soundtrack", Kind.SEASONAL, Order.ANY)
    assert anthology.names == ("Soundtrack", "사운드트랙", "Saundeuteuraek")
    assert anthology.start_with == "soundtrack/1"
    assert (anthology.hook, anthology.whole) == ("Two people and a song.", 2)
    assert anthology.ids == ExternalIds(imdb="tt0000001", tmdb="tv/1", tvmaze="shows/1")
    assert [source.facts for source in anthology.sources] == [("cast",)]
    first, second = anthology.instalments
    assert (first.id, first.mark, first.total_minutes) == ("soundtrack/1", "#1", 180)
    assert (first.first_aired, first.last_aired) == (PartialDate(2022, 3, 23), PartialDate(2022, 4))
    assert (first.hook, second.hook) == ("A lyricist borrows her oldest friend's heart.", None)
    assert second.tags == ("second-chance", "romance")
    assert (first.warnings, second.warnings) == ((), (ContentNote.SUICIDE,))
    assert first.ids == NO_IDS
    assert second.ids == ExternalIds(tmdb="tv/1/season/2", mydramalist="744347", letterboxd="soundtrack-2")
    _, review = entry.reviews
    assert (review.instalment, review.outlet, review.published) == (second.id, "OTTplay", PartialDate(2023, 12, 23))
    assert (review.opinion.verdict, review.opinion.score) == (Verdict.MIXED, Score(2.5, 5))
    assert review.overruled == "The text is far warmer than its stars."
    assert review.opinion.comparison is not None
    assert review.opinion.comparison.other == first.id


def test_what_a_file_leaves_out_falls_back_to_what_it_says_elsewhere(shelf: Shelf) -> None:
    shelf.write("soundtrack", SOUNDTRACK)

    (entry,) = shelf.read().entries

    first, second = entry.anthology.instalments
    assert [instalment.number for instalment in (first, second)] == [1, 2]
    assert entry.anthology.began == 2022
    assert (first.services, second.services) == (("Disney+",), ("Hulu",))
    assert (first.countries, second.countries) == (("KR",), ("KR",))


def test_credits_keep_their_billing_and_people_get_ids_from_their_names(shelf: Shelf) -> None:
    shelf.write("soundtrack", SOUNDTRACK)

    (entry,) = shelf.read().entries

    first, second = entry.anthology.instalments
    assert [(credit.billing, credit.person.id, credit.character) for credit in first.credited(Role.ACTOR)] == [
        (1, "park-hyung-sik", "Han Sun-woo"),
        (2, "han-so-hee", "Lee Eun-soo"),
    ]
    assert [credit.person.id for credit in first.credited(Role.DIRECTOR, Role.WRITER)] == ["kim-hee-won", "ahn-sae-bom"]
    assert [credit.person.id for credit in second.credited(Role.HOST)] == ["kim-hee-won-2"]
    (keum,) = second.credited(Role.ACTOR)
    assert keum.person.names == ("Keum Sae-rok", "금새록", "Geum Sae-rok")


def test_a_file_saved_with_windows_line_ends_and_a_byte_order_mark_is_read_alike(shelf: Shelf) -> None:
    shelf.write("soundtrack", SOUNDTRACK)
    plain = shelf.read()
    shelf.write("soundtrack", "\ufeff" + SOUNDTRACK.replace("\n", "\r\n"))

    again = shelf.read()

    assert again.problems == ()
    assert again.entries[0].anthology == plain.entries[0].anthology
