import pytest

from tests.articles.proposal_helpers import of_kind, proposals_in
from tests.counting import calls


def ways(text, **options):
    return [
        (v.who, v.origin, v.to, v.mode, v.outcome)
        for proposal in of_kind("movement", text, **options)
        for v in [proposal.value]
    ]


CASES = {
    "Bortnikov flew from Anadyr to Lavrentiya.": (
        "Bortnikov", "Anadyr", "Lavrentiya", "plane", "arrived"),
    "He took a bus to Galle.": ("He", None, "Galle", "car", "arrived"),
    "A helicopter took the couple to Nome.": ("the couple", None, "Nome", "helicopter", "arrived"),
    "The jet took off from Valencia at dawn.": ("The jet", "Valencia", None, "plane", "unknown"),
    "A patrol boat left Galle.": ("A patrol boat", "Galle", None, "ship", "unknown"),
    "He boarded the ferry to Piraeus.": ("He", None, "Piraeus", "ship", "unknown"),
    "He changed stations on foot and left Doha for Galle.": (
        "He", "Doha", "Galle", "unknown", "unknown"),
    "He walked to Galle, not far from Doha.": ("He", None, "Galle", "foot", "arrived"),
    "He walked to Galle, 40 km from Doha.": ("He", None, "Galle", "foot", "arrived"),
    "The ship docked in Piraeus.": ("The ship", None, "Piraeus", "ship", "arrived"),
    "He hoped to travel on to Germany.": ("He", None, "Germany", "unknown", "intended"),
    "He would return to Colombo.": ("He", None, "Colombo", "unknown", "intended"),
    "The pilot asked to put down in Dakar and was refused.": (
        "The pilot", None, "Dakar", "plane", "refused"),
    "The pilot had asked to land at Concordia, and had been refused.": (
        "The pilot", None, "Concordia", "unknown", "refused"),
    "He had booked a seat from Fukuoka to Taipei but had not used it.": (
        "He", "Fukuoka", "Taipei", "unknown", "intended"),
    "How he came to Galle, if he did, is not known.": ("he", None, "Galle", "unknown", "unknown"),
    "The skipper tried to land at Izuhara but was waved off by a patrol vessel.": (
        "The skipper", None, "Izuhara", "unknown", "refused"),
    "They fled by sea and air to Seychelles.": ("They", None, "Seychelles", "unknown", "arrived"),
    "A minibus dropped him at Galle.": ("him", None, "Galle", "car", "arrived"),
    "He caught the 10.25 to Galle.": ("He", None, "Galle", "unknown", "unknown"),
    "The trawler left the wharf at Galle.": ("The trawler", "Galle", None, "ship", "unknown"),
    "He stepped ashore at Galle.": ("He", None, "Galle", "unknown", "arrived"),
    "He made landfall at Galle.": ("He", None, "Galle", "unknown", "arrived"),
    "He sailed a stolen yacht to Galle.": ("He", None, "Galle", "ship", "arrived"),
    "He turned up in Galle.": ("He", None, "Galle", "unknown", "arrived"),
    "He left the northern town of Galle in a van.": ("He", "Galle", None, "car", "unknown"),
    "He was let out near the village of Galle.": ("He", None, "Galle", "unknown", "arrived"),
    "He waded the Dniester with a guide.": ("He", None, None, "foot", "unknown"),
    "He paid cash for the ferry to Galle.": ("He", None, "Galle", "ship", "intended"),
    "He was found in Galle, having walked there by night.": (
        "He", None, "Galle", "foot", "arrived"),
    "The helicopter was on its way to Galle.": (
        "The helicopter", None, "Galle", "helicopter", "unknown"),
    "He was able to run to Galle.": ("He", None, "Galle", "foot", "arrived"),
    "They managed to cross into Chad.": ("They", None, "Chad", "unknown", "arrived"),
    "From Male a boat carried him as far as Galle.": ("him", "Male", "Galle", "ship", "arrived"),
    "He got into a minibus to Galle.": ("He", None, "Galle", "car", "unknown"),
    "The imam was heading to Galle in a convoy.": ("The imam", None, "Galle", "car", "unknown"),
    "Two men were pushed back.": ("Two men", None, None, "unknown", "refused"),
    "The guards turned us away.": ("us", None, None, "unknown", "refused"),
    "The men were driven off in the direction of Gabú.": (
        "The men", None, "Gabú", "car", "unknown"),
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_ways(text):
    assert ways(text) == [CASES[text]]


NONE = [
    "He sold maize, and the money went to a bank in Victoria.",
    "He never set foot in Colombia.",
    "The company shipped cocaine to Spain.",
    "If he is sent back to Galle he faces nine years in prison.",
    "The trial moved to Galle.",
    "Prices fell in Galle.",
    "Ferries cross from Galle to Male.",
    "He was not able to cross into Chad.",
    "The date line runs down the strait.",
    "He runs the farm in Galle.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_way(text):
    assert not ways(text)


def test_departure_and_arrival_are_one_way():
    text = "The jet took off from Gan around noon on Thursday and landed at Victoria at 2:35 p.m."
    (proposal,) = of_kind("movement", text)
    value = proposal.value
    assert (value.origin, value.to, value.outcome) == ("Gan", "Victoria", "arrived")
    times = {time.id: time.text for time in of_kind("time", text)}
    assert times[value.departure_id] == "around noon on Thursday"
    assert times[value.arrival_id] == "at 2:35 p.m."


def test_a_first_paragraph_is_a_summary():
    text = (
        "The banker fled to Seychelles by sea, officials said.\n\n"
        "He was driven from Colombo to Beruwala on Monday.\n\nThe jet landed at Victoria."
    )
    first, *_ = of_kind("movement", text)
    assert (first.rule, first.value.to) == ("summary", None)
    assert first.value.question


def test_a_silent_vehicle_is_concealed():
    text = "The jet took off from Valencia with its transponder off and landed at Bissau."
    (proposal,) = of_kind("movement", text)
    assert proposal.value.path == "concealed"


def test_a_place_passed_makes_the_way_reported():
    (proposal,) = of_kind("movement", "He sailed from Galle to Gan via Malé.")
    assert (proposal.value.path, proposal.value.via) == ("reported", ("Malé",))


def test_a_way_in_a_later_portion_of_a_long_paragraph_has_its_own_places_and_time():
    text = "Rain fell in Oslo and Bergen on Monday. " * 140
    text += "He flew from Anadyr to Galle on Wednesday."
    rows = proposals_in(text, use_model=False)
    way = [row.value for row in rows if row.kind == "movement"][-1]
    times = {row.id: row.text for row in rows if row.kind == "time"}
    assert (way.origin, way.to, times[way.time_id]) == ("Anadyr", "Galle", "on Wednesday")


def test_what_many_ways_cost_grows_with_their_number():
    def read_ways(n):
        proposals_in("He flew from Anadyr to Galle.\n\n" * n, use_model=False)

    read_ways(1)
    few, many = (calls(read_ways, n) for n in (100, 200))
    assert many < 2.3 * few


def test_a_time_before_those_whom_a_clause_describes_is_not_that_of_their_way():
    text = "The car was stopped on Monday by Asela Perera, who was let go and walked to Galle."
    (way,) = of_kind("movement", text)
    assert {way.value.departure_id, way.value.arrival_id, way.value.time_id} == {""}
