import pytest

from tests.articles.proposal_helpers import of_kind


def tellers(text, **options):
    return [
        (proposal.text, v.source, v.informants, v.at_least, v.named, v.stance)
        for proposal in of_kind("attribution", text, **options)
        for v in [proposal.value]
    ]


CASES = {
    "He fled, three port officials said.": ("three port officials", 3, False, False, "reports"),
    "He fled, according to two aides.": ("two aides", 2, False, False, "reports"),
    "He fled, as reported by three aides.": ("three aides", 3, False, False, "reports"),
    "He fled, legal scholars say.": ("legal scholars", 2, True, False, "reports"),
    "He fled, the navy said.": ("the navy", 1, False, True, "reports"),
    "He fled, according to over a dozen people.": ("over a dozen people", 12, True, False, "reports"),
    "Two workers and a diplomat said so.": ("Two workers and a diplomat", 3, False, False, "reports"),
    "Ankara denied that he was there.": ("Ankara", 1, False, True, "denies"),
    "Moscow rejected the claim.": ("Moscow", 1, False, True, "denies"),
    "He fled, but neither the army nor the navy has confirmed it.": (
        "the army nor the navy", 2, False, True, "unverified"),
    "Neither the army nor the navy responded to questions.": (
        "the army nor the navy", 2, False, True, "no-comment"),
    "Police declined to comment.": ("Police", 1, False, True, "no-comment"),
    "The bank did not respond to questions.": ("The bank", 1, False, True, "no-comment"),
    "Northwire could not verify the account.": ("Northwire", 1, False, True, "unverified"),
    "He left, a former aide of his says.": ("a former aide of his", 1, False, False, "reports"),
    '"No luggage, only a book," said a ticket clerk.': ("a ticket clerk", 1, False, False, "reports"),
    '"He sang," claims a lorry driver in the queue.': (
        "a lorry driver in the queue", 1, False, False, "reports"),
    "The customs service called that untrue.": ("The customs service", 1, False, True, "denies"),
    "The prosecutor's office called that version untrue.": (
        "The prosecutor's office", 1, False, True, "denies"),
    "Nino Abashidze refused to give the name of a clinic.": (
        "Nino Abashidze", 1, False, True, "no-comment"),
    "Chile has not said where he is.": ("Chile", 1, False, True, "no-comment"),
    "The aide did not pick up his phone.": ("The aide", 1, False, False, "no-comment"),
    "They declined to name the ship.": ("They", 2, True, False, "no-comment"),
    "She would not talk to the agency.": ("She", 1, False, False, "no-comment"),
    "CCTV at the station shows him on the train.": ("CCTV at the station", 1, False, False, "reports"),
    "The agency said that \"no employee of the state\" was missing.": (
        "The agency", 1, False, True, "reports"),
    "The log, which they have seized, shows it.": ("The log", 1, False, False, "reports"),
    '"He fled," the interlocutor specified.': ("the interlocutor", 1, False, False, "reports"),
    "He had a ticket, the counsel pointed out.": ("the counsel", 1, False, False, "reports"),
    "The ministry didn't respond.": ("The ministry", 1, False, True, "no-comment"),
    "The governorate did not follow up.": ("The governorate", 1, False, False, "no-comment"),
    "He fled, the agency learned from two officials.": ("two officials", 2, False, False, "reports"),
    'Ankara called the Greek version "a song".': ("Ankara", 1, False, True, "denies"),
    "He agreed that he had been paid.": ("He", 1, False, False, "reports"),
    "Interviews with nine dockers depict a man in haste.": ("nine dockers", 9, False, False, "reports"),
    "He fled, according to interviews with two aides.": ("two aides", 2, False, False, "reports"),
    "Despite both Oman and Kenya flatly denying it, a deal was made.": (
        "both Oman and Kenya", 2, False, True, "denies"),
    "Northwire was unable to obtain comments from the navy.": ("the navy", 1, False, True, "no-comment"),
    "It sold weapons\u2014claims that Moscow has dismissed as lies.": ("Moscow", 1, False, True, "denies"),
    "It was sold, according to its owners, Naviera Itacuá.": (
        "its owners, Naviera Itacuá", 1, False, True, "reports"),
    "Unions put the number of deaths since 2015 at nineteen.": ("Unions", 2, True, True, "reports"),
    "His brother Clive dismissed the search as a circus.": ("His brother Clive", 1, False, True, "denies"),
    "The airline would say only that it was helping.": ("The airline", 1, False, False, "reports"),
    "The minister told the legislature that he fled.": ("The minister", 1, False, False, "reports"),
    "He hid, according to the other.": ("the other", 1, False, False, "reports"),
    "Data from the service showed it.": ("Data from the service", 1, False, False, "reports"),
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_who_tells(text):
    ((_, *told),) = tellers(text)
    assert tuple(told) == CASES[text]


def test_those_who_keep_silent_too():
    text = "The ministry declined to comment, as did the bank and the embassy in Male."
    assert [(told[0], told[2], told[5]) for told in tellers(text)] == [
        ("declined to comment", 1, "no-comment"),
        ("as did", 2, "no-comment"),
    ]


def test_they_are_the_police_who_told_before():
    told = tellers("Two guards fled, he said. Police said so. They would not say more.")
    assert told[-1][1:3] == ("They", 1)


def test_a_tale_is_denied_once_it_is_denied():
    text = 'Ankara denied it. "It is a fairy tale," a spokesman for the ministry told the agency.'
    assert [told[5] for told in tellers(text)] == ["denies", "denies"]


NONE = [
    "The boat could not be traced.",
    "He told the crew to wait.",
    "He spoke on condition of anonymity.",
    "She asked not to be named.",
    "He was told of the case.",
    "A judge declined to release him.",
    "A court rejected it.",
    "He did not say where he was.",
    "The officer wrote to her in May.",
    "No group has claimed it.",
    '"I said so," he wrote on the wall.',
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_attribution(text):
    assert not [teller for teller in tellers(text) if teller[0] != "wrote"]


def test_the_officials_are_those_of_before():
    text = "He fled, three port officials said. He hid, the officials said. One of them said more."
    first, second, third = of_kind("attribution", text)
    assert (second.value.informants, second.value.same_as) == (3, first.id)
    assert (third.value.informants, bool(third.value.same_as)) == (1, True)


def test_who_leaves_a_thing_open_is_who_told_before():
    text = "A customs officer mentioned that there was no list, but did not clarify who had asked."
    assert [(teller[1], teller[-1]) for teller in tellers(text)] == [
        ("A customs officer", "reports"),
        ("A customs officer", "no-comment"),
    ]


def test_what_the_traveller_says_in_what_others_report_is_no_attribution():
    text = "Perera looked tired and acknowledged that he was lost, as reported by a clerk to Northwire."
    assert [teller[0] for teller in tellers(text)] == ["reported"]


def test_they_are_those_whom_the_sentence_before_is_about():
    (teller,) = tellers("Police have opened a case. They would not say more.")
    assert teller[2:4] == (1, False)


def test_the_same_sources_are_asked_about():
    text = "He fled, three sources said. He hid, according to the same sources."
    assert "all of" in of_kind("attribution", text)[1].value.question


def test_what_is_denied_is_asked():
    (proposal,) = of_kind("attribution", "Moscow denied that he had gone.")
    assert proposal.value.question.startswith("What exactly is denied")


def test_a_denier_s_own_version_reports():
    text = "His lawyer denied that he had fled, saying he had travelled for treatment."
    assert [teller[-1] for teller in tellers(text)] == ["denies", "reports"]


def test_a_denial_goes_on_in_its_quotation():
    text = 'Ankara denied it. "There is no such man," a spokesman said.'
    assert [teller[-1] for teller in tellers(text)] == ["denies", "denies"]


def test_who_is_cited_does_not_count():
    (proposal,) = of_kind("attribution", "He left, two officials said, citing two crew members.")
    assert (proposal.value.informants, proposal.value.citing) == (2, "two crew members")


def test_who_speaks_is_not_the_subject_of_what_they_say():
    text = (
        '"No such aircraft asked for leave to land," said a spokesman for the airport, and '
        "Minister Ofelia Berrutti told a radio station that nobody of that name had entered."
    )
    speakers = [told[1] for told in tellers(text)]
    assert speakers == ["a spokesman for the airport", "Minister Ofelia Berrutti"]


def test_the_pilots_are_not_the_officer_told_with_them():
    both = tellers("He fled, two pilots and an officer said. The pilots said he hid.")
    assert [(told[1], told[2]) for told in both] == [
        ("two pilots and an officer", 3),
        ("The pilots", 2),
    ]


PRONOUNS = {
    # The last of those who told, and not who told last, if it is of another kind.
    "Osman was brought to Galle. He said he would stay.": "Osman",
    "A person told it. She said so.\n\nOsman left, he said.": "Osman",
    "Osman said so.\n\nThe news agency called him a thief. It said that he had left.": "The news agency",
    "A woman spoke to Osman. She said that he had left.": "A woman",
    "By his own account Osman was in Galle.": "Osman",
}


@pytest.mark.parametrize("text", PRONOUNS)
def test_whom_a_pronoun_means(text):
    head = "Osman Perera left Doha. Osman Perera is 58.\n\n"
    last = of_kind("attribution", head + text)[-1].value
    assert last.source == PRONOUNS[text]
