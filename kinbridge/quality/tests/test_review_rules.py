"""Drawing by chance that can be drawn again; what readers agree on; what is told of it."""

from __future__ import annotations

from kinbridge.quality.review.rules import RUBRIC, agreement, draw, fingerprint, good

PROMPT = RUBRIC.items[0]


def test_the_same_list_and_seed_draw_the_same_families_whatever_their_order() -> None:
    assert draw(range(1, 60), size=12, seed=7) == draw(reversed(range(1, 60)), size=12, seed=7)
    assert draw(range(1, 60), size=12, seed=7) != draw(range(1, 60), size=12, seed=8)
    assert fingerprint([3, 1, 2]) == fingerprint([2, 3, 1]) != fingerprint([1, 2])


def test_a_small_unit_is_read_whole() -> None:
    assert sorted(draw([4, 5, 6], size=12, seed=1)) == [4, 5, 6]


def test_every_question_has_what_one_would_see_at_each_level() -> None:
    assert [item.code for item in RUBRIC.items] == ["prompt", "comprehensive", "engaged", "fits"]
    assert all(set(item.anchors) == set(RUBRIC.levels) for item in RUBRIC.items)


def test_readers_agree_where_they_said_the_same_and_does_not_apply_agrees_with_itself() -> None:
    pairs = [({"prompt": 3}, {"prompt": 3}), ({"prompt": 3}, {"prompt": 2}), ({"prompt": None}, {"prompt": None})]
    pairs += [({"prompt": 0}, {"prompt": 3}), ({"prompt": None}, {"prompt": 1})]
    assert agreement(pairs)[0].told == "40 % the same, 60 % within one level"


def test_of_four_pairs_nothing_is_told() -> None:
    assert agreement([({"prompt": 3}, {"prompt": 3})] * 4)[0].told == "too few"


def test_a_family_counts_by_the_mean_of_its_readers_and_only_where_the_question_applies() -> None:
    read = [[{"prompt": 3}, {"prompt": 1}], [{"prompt": 2}, {"prompt": 1}], [{"prompt": None}]]
    assert good(PROMPT, read) == (2, 1)
