from dataclasses import dataclass, replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.evidence.admiralty_scale import FIGURES, LETTERS, figure, level
from geo.language.messages import Messages
from geo.story.model import Event, Source


@dataclass(frozen=True)
class Told:
    stance: str = "reports"
    informants: int = 1
    source: str = "reuters"
    origin: str | None = None
    counts: bool = True


R, D, U, N = Told(), Told("denies"), Told("unverified"), Told("no-comment")


ARMY, POLICE, AID = "the army", "the police", "an aid group"


def times(n, told):
    return replace(told, informants=n)


def of(source, origin=None, stance="reports", informants=1):
    return Told(stance, informants, source, origin)


RULE = [
    # 1: two sources, two origins stated, however many informants each has
    ([of("reuters", ARMY), of("afp", POLICE)], 1),
    ([of("reuters", ARMY, informants=3), of("afp", POLICE)], 1),
    ([of("reuters", ARMY), of("afp", ARMY), of("afp", POLICE)], 1),
    ([of("reuters", ARMY), of("afp", POLICE), of("ap")], 1),
    # two sources without two stated origins are not independent, but they are two
    ([R, Told(source="afp")], 2),
    ([times(3, R), Told(source="afp")], 2),
    ([of("reuters", ARMY), of("afp")], 2),
    ([of("reuters", ARMY), of("afp"), of("ap")], 2),
    # two origins in one source are two informants of one source
    ([of("reuters", ARMY), of("reuters", POLICE)], 2),
    # outlets that quote one army are one account, whatever the case and the spacing
    ([of("reuters", ARMY), of("afp", ARMY)], 3),
    ([of("reuters", ARMY), of("afp", "The  Army "), of("ap", ARMY)], 3),
    ([of("reuters", ARMY), of("reuters", ARMY)], 3),
    ([of("reuters", ARMY, informants=2), of("afp", ARMY)], 2),
    # and deny as one
    ([of("reuters", AID), of("afp", ARMY, "denies"), of("ap", ARMY, "denies")], 4),
    ([of("reuters", AID), of("afp", ARMY, "denies"), of("ap", POLICE, "denies")], 5),
    ([of("reuters", ARMY), of("afp", ARMY), D, D], 5),
    # 2: several informants of one source, whether of one claim or of several
    ([times(2, R)], 2),
    ([R, R], 2),
    ([times(14, R), R], 2),
    # 3: one informant
    ([R], 3),
    # 4: somebody denies, as many as report at the most
    ([R, D], 4),
    ([times(3, R), D, D], 4),
    ([R, Told(source="afp"), D], 4),
    # 5: more deny than report
    ([R, D, D], 5),
    ([R, times(2, D)], 5),
    ([D], 5),
    # 6: it could not be verified, whoever tells it and whoever denies it
    ([R, U], 6),
    ([times(14, R), U], 6),
    ([R, Told(source="afp"), U], 6),
    ([R, D, U], 6),
    ([U], 6),
    ([N], 6),
]


@pytest.mark.parametrize(("claims", "expected"), RULE)
def test_the_rule(claims, expected):
    assert figure(claims) == expected


@pytest.mark.parametrize(("claims", "expected"), RULE)
def test_the_order_of_claims_means_nothing(claims, expected):
    assert {figure(order) for order in permutations(claims)} == {expected}


@pytest.mark.parametrize(("claims", "expected"), RULE)
def test_a_declined_comment_changes_nothing(claims, expected):
    assert figure([*claims, N]) == expected
    assert figure([N, Told("no-comment", 5, "afp"), *claims]) == expected


@pytest.mark.parametrize(("claims", "expected"), RULE)
def test_context_counts_for_nothing(claims, expected):
    beside = [replace(told, counts=False) for told in (R, D, U, N, of("afp", AID), times(14, R))]
    assert figure([*claims, *beside]) == expected
    assert figure([*beside, *claims]) == expected
    assert figure(beside) == 6, "nobody reports it"


def test_support_needs_a_claim():
    with pytest.raises(ValueError, match="there is none"):
        figure([])


CLAIMS = st.builds(
    Told,
    st.sampled_from(["reports", "denies", "unverified", "no-comment"]),
    st.integers(1, 20),
    st.sampled_from(["reuters", "afp", "ap"]),
    st.sampled_from([None, ARMY, POLICE]),
)


@given(st.lists(CLAIMS, min_size=1), CLAIMS)
def test_only_a_stated_origin_that_is_another_confirms(claims, told):
    assert figure([replace(claim, origin=ARMY) for claim in claims]) != 1
    if figure([*claims, replace(told, origin=None)]) == 1:
        assert figure(claims) == 1


@given(st.lists(CLAIMS, min_size=1), CLAIMS)
def test_a_doubt_never_makes_it_better(claims, more):
    if more.stance in ("denies", "unverified"):
        assert figure([*claims, more]) >= min(figure(claims), 4)
    assert 1 <= figure(claims) <= 6


@pytest.mark.parametrize(
    ("admiralty", "drawn"),
    [
        (1, "well supported"),
        (2, "well supported"),
        (3, "single account"),
        (4, "contested or unverified"),
        (5, "contested or unverified"),
        (6, "contested or unverified"),
    ],
)
def test_six_figures_are_drawn_in_three_classes(admiralty, drawn):
    assert level(admiralty) == drawn


def test_every_figure_and_letter_has_its_words():
    assert list(FIGURES) == [1, 2, 3, 4, 5, 6]
    assert "".join(LETTERS) == "ABCDEF"
    say = Messages("en")
    assert all(say(f"figure.{figure}") for figure in FIGURES)
    assert all(say(f"letter.{letter}") for letter in LETTERS)
    assert say("letter.F") == "not judged"


CLAIM = {"source": "reuters", "paragraphs": [1], "told_by": "an aide", "named": False}
EVENT = {"id": "call", "headline": "A call", "people": ["assad"], "claims": [CLAIM, CLAIM]}


def test_an_editors_figure_stands_above_the_rule():
    ruled = Event.model_validate(EVENT)
    assert (ruled.figure, ruled.level) == (2, "well supported")
    judged = Event.model_validate({**EVENT, "support": {"figure": 4, "reason": "The same person"}})
    assert (judged.figure, judged.level) == (4, "contested or unverified")


def test_a_source_of_which_nothing_is_said_is_not_judged():
    source = {"id": "s", "title": "T", "publisher": "P", "published": "2024", "paragraphs": 1}
    assert Source.model_validate(source).reliability == "F"


def test_a_claim_of_one_informant_is_the_default():
    event = Event.model_validate({**EVENT, "claims": [CLAIM]})
    assert event.claims[0].informants == 1
    assert event.claims[0].stance == "reports"
    assert event.figure == 3
