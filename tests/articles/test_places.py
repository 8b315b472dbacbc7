import pytest

from articles.linguistics.names import bearers
from tests.articles.proposal_helpers import of_kind


def places(text, **options):
    return {proposal.text: proposal.value for proposal in of_kind("place", text, **options)}


NOT_PLACES = [
    "Two crew of the trawler Sagara Rani spoke.",
    "Data from the tracking service MarineLedger showed it.",
    "Ismenia Lugo, a lawyer, said so.",
    "It was noon Seychelles time.",
    "It was 10:40 p.m. Uruguayan time.",
    "He spoke to Northwire in May.",
    "The Ministry of Culture spoke.",
    "It was found, according to the Sahel Audit Forum.",
    "The Federal Police spoke.",
]


@pytest.mark.parametrize("text", NOT_PLACES)
def test_what_is_no_place(text):
    assert not places(text)


def test_a_person_is_no_place_wherever_the_name_stands():
    text = "Asela Madurawala, 58, fled. A clerk went to Madurawala. Nobody saw Madurawala."
    assert not places(text)


def test_an_airport_bears_its_islands_name():
    text = "Half of them put him in Bali."
    assert "ID" in [candidate.country for candidate in places(text)["Bali"].candidates]


SITES = {
    "A photograph was taken in front of the Chorsu bazaar.": "Chorsu bazaar",
    "He walked along the Gomati.": "Gomati",
    "He lives in Galle, off Temple Road.": "Temple Road",
    "He waded the Dniester with a guide.": "Dniester",
    "He went as far as Panitanki by bus.": "Panitanki",
    "He asked about the road to Rasuwagadhi.": "Rasuwagadhi",
    "He was led to the Bule site for the displaced.": "Bule site",
    "They fled the Democratic Republic of the Congo.": "Democratic Republic of the Congo",
    "Kathmandu is a long night away.": "Kathmandu",
}


@pytest.mark.parametrize("text", SITES)
def test_names_with_their_sites(text):
    assert SITES[text] in places(text)


def test_a_sort_of_place_is_no_place_beside_its_name():
    assert set(places("He was led to the village of Galle.")) == {"Galle"}


def test_an_officer_behind_a_place_is_no_region():
    assert "Lieutenant Jules Mbuyi" not in places(
        "The chief in Galle, Lieutenant Jules Mbuyi, spoke."
    )


def test_two_namesakes_tell_no_country():
    text = "Ferries cross from Mallaig to Armadale on Skye."
    assert places(text, zone="Europe/London")["Armadale"].candidates[0].country == "GB"


def test_a_further_name_of_a_small_town_is_asked_about():
    text = "He drove from Vilnius to a post in Medininkai."
    assert len(places(text, zone="Europe/Vilnius")["Medininkai"].candidates) > 1


ROLES = {
    "Ankara said it had demanded him.": ("Ankara", "party"),
    "Venezuela's interior ministry spoke.": ("Venezuela", "party"),
    "The Kremlin denied it.": ("Kremlin", "party"),
    "A Turkish judge fled.": ("Turkish", "party"),
    "Seychelles police declined to comment.": ("Seychelles", "party"),
    "A fisherman from Uelen said so.": ("Uelen", "background"),
    "A walker from Uelen said so.": ("Uelen", "background"),
    "He closed his office in Galle on Monday.": ("Galle", "scene"),
    "He was born in Kandy.": ("Kandy", "background"),
    "He was seen in Galle on Monday.": ("Galle", "scene"),
    "He flew to Galle on Monday.": ("Galle", "end"),
    "Hours before his departure to Galle he spoke.": ("Galle", "end"),
    "He was a teacher. His mother said from Kandy that he had rung.": ("Kandy", "background"),
    "No request from Oman had come.": ("Oman", "party"),
    "It had received Oman's request.": ("Oman", "party"),
    "It paid a firm in Riga in May.": ("Riga", "background"),
    "The man, wanted by Kenya, was seen.": ("Kenya", "party"),
    "Oman was not inclined to help.": ("Oman", "party"),
    "The group had taken control of Galle.": ("Galle", "scene"),
    "He met thirty officers at a meeting at the naval depot.": ("the naval depot", "described"),
    "Asela Perera, 58, fled. Videos filmed by aides at Perera's villa shows it.": (
        "Perera's villa",
        "described",
    ),
}


@pytest.mark.parametrize("text", ROLES)
def test_roles(text):
    name, role = ROLES[text]
    assert places(text)[name].role == role


def test_the_ends_of_a_summary_are_ends_though_its_way_has_none():
    text = "A banker fled from Galle to Spain, officials said.\n\nA van took him from Galle to Kandy. A ship brought him to Spain."
    roles = [(row.paragraph, row.text, row.value.role) for row in of_kind("place", text)]
    assert roles[:2] == [(1, "Galle", "start"), (1, "Spain", "end")]
    assert of_kind("movement", text)[0].value.to is None


def test_the_country_beside_a_name_decides():
    first = places("He preached in Savannah, Georgia, in May.")["Savannah"].candidates[0]
    assert (first.country, "state" in first.reason) == ("US", True)
    first = places("It was founded in Kutaisi, in Georgia.")["Kutaisi"].candidates[0]
    assert first.country == "GE"
    first = places("He flew to Valencia, in Spain.")["Valencia"].candidates[0]
    assert (first.country, first.reason.startswith("Spain stands beside")) == ("ES", True)


WHOLE = {
    "He left Papua New Guinea on Monday.": "Papua New Guinea",
    "The pickup reached Kasumbalesa, the frontier town.": "Kasumbalesa",
    "He flew to New York on New Year's Eve.": "New York",
    "Port-au-Prince has asked for him.": "Port-au-Prince",
    "Dushanbe said it would ask for him.": "Dushanbe",
}


@pytest.mark.parametrize("text", WHOLE)
def test_names_are_whole(text):
    assert list(places(text)) == [WHOLE[text]]


def test_a_country_comes_before_a_town_of_its_name():
    first = places("He fled to Lebanon on Monday.")["Lebanon"].candidates[0]
    assert (first.kind, first.country) == ("country", "LB")


def test_two_plausible_ones_are_never_one():
    many = places("He flew to Tripoli. Libya and Lebanon are near.")["Tripoli"].candidates
    assert {"LY", "LB"} <= {candidate.country for candidate in many}


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("He flew to Moscow, Russia.", ["RU"]),
        (
            "Russia sent a jet. Russia said that he flew to Moscow.\n\nThe U.S. had no comment.",
            ["RU"],
        ),
        ("He drove from Spokane to Moscow, the U.S. marshals said. Russia had no comment.", None),
    ],
)
def test_a_hamlet_is_asked_about_only_where_the_report_speaks_of_its_country(text, countries):
    told = [candidate.country for candidate in places(text)["Moscow"].candidates]
    assert told == countries if countries else {"RU", "US"} <= set(told)


def test_a_name_that_the_gazetteer_lacks_is_left_open_or_told_by_its_neighbours():
    assert places("He hid in Qobbehan on Monday.")["Qobbehan"].candidates == ()
    many = places("He hid in Qobbehan. He left Galle for Colombo.")["Qobbehan"].candidates
    assert [candidate.kind for candidate in many] == ["near", "near"]


def test_described_places_have_no_candidates():
    named = places("He was driven from his house to the harbour at Beruwala.")
    assert (named["his house"].role, named["his house"].candidates) == ("described", ())
    assert named["the harbour"].inside == "Beruwala"


def test_what_was_found_once_is_found_always():
    text = "The boat reached Uelen. Nobody in Uelen spoke. It left Uelen."
    assert [proposal.text for proposal in of_kind("place", text)] == ["Uelen"] * 3


@pytest.mark.parametrize("name", ["Çeşme", "Cesme", "ÇEŞME"])
def test_accents_and_capitals_make_no_difference(name):
    assert "TR" in {bearer.country for bearer in bearers(name)}


def test_small_places_are_known():
    assert [bearer.country for bearer in bearers("Ayrum") if bearer.main] == ["AM"]


def test_a_province_beside_a_name_decides():
    value = places("He lived in London, Ontario, for a year and flew to the United States.")[
        "London"
    ]
    assert {candidate.country for candidate in value.candidates} == {"CA"}


def test_a_small_capital_speaks_for_its_state():
    assert "Valletta" in places("Valletta denied a report that he had crossed to Malta.")
