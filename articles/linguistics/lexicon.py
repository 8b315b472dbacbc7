"""Words that the rules know: numbers, people who tell, bodies, vehicles, sites."""

from __future__ import annotations

NUMBERS: dict[str, int] = {
    word: i
    for i, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}
NUMBERS |= {"thirty": 30, "forty": 40, "fifty": 50, "a": 1, "an": 1, "both": 2, "couple": 2}
NUMBERS |= {"dozen": 12, "single": 1, "hundred": 100, "fortnight": 14}

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = (
    "January February March April May June July August September October November December".split()
)
CALENDAR = frozenset(
    [
        *WEEKDAYS,
        *MONTHS,
        *(day[:3] for day in WEEKDAYS),
        *(month[:3] for month in MONTHS),
        "Sept",
        *"Tues Thur Thurs Wednes Christmas Easter Ramadan Eid Lent Advent Passover Hanukkah Year Year's Twenties Thirties Forties Fifties Sixties Seventies Eighties Nineties"
        " Eve Day Good Boxing Hogmanay Thanksgiving Nowruz Ash Palm Whit Pentecost Ascension".split(),
    ]
)

BODIES = frozenset(
    "ministry government police navy army coastguard guard guards force forces office court agency "
    "authority department embassy consulate council parliament presidency bank commission bureau "
    "service services company marshals militia command cabinet party group organisation organization "
    "university institute committee union network customs administration gendarmerie military "
    "prosecutor prosecutors secretary state mission directorate airline hospital prison corps fleet "
    "intelligence centre center association federation board registry ombudsman observatory "
    "legislature congress senate junta regime palace monarchy customs tribunal".split()
)
"""Head words of organisations' names: one that tells is a single account, known from others."""

PRIVATE = frozenset("company airline operator firm hotel clinic hospital school club".split())
"""Organisations that count as different from each other only where they are named."""

DOCUMENTS = frozenset(
    "data datum paper statement report records record video footage document documents papers letter message "
    "affidavit indictment transcript log logs images imagery manifest filing filings post website "
    "site newspaper survey study photographs photos messages diary ticket camera cameras notebook ledger register "
    "cctv recording recordings screenshot screenshots email emails e-mail e-mails receipt invoice timetable passport stamp radar".split()
)

KIN = frozenset(
    "wife husband mother father brother sister son daughter cousin uncle aunt nephew niece widow "
    "widower grandmother grandfather sister-in-law brother-in-law mother-in-law father-in-law "
    "fiancee fiance partner girlfriend boyfriend lawyer attorney solicitor barrister friend "
    "associate relative agent family lawyers attorneys relatives aide aides skipper captain "
    "pilot driver boatman smuggler crew parents".split()
)
"""Those whose account is that of a party: kin, lawyers, helpers, carriers."""

OFFICIALS = frozenset(
    "minister spokesman spokeswoman spokesperson ambassador president premier chancellor governor "
    "secretary commissioner general colonel admiral".split()
)

TELLERS = frozenset(
    "official officials officer officers diplomat diplomats source sources worker workers witness "
    "witnesses resident residents aide aides soldier soldiers expert experts analyst analysts "
    "scholar scholars people person man woman clerk fisherman neighbour neighbor neighbours "
    "neighbors employee employees guard guards commander adviser advisor lawmaker lawmakers "
    "passenger passengers crew member members journalist journalists doctor nurse prosecutor "
    "prosecutors investigator investigators detective detectives activist activists trader "
    "islander islanders villager villagers farmer shepherd warder hotelier owner".split()
)

VESSELS = frozenset(
    "trawler ship ferry yacht tanker freighter boat vessel dhow schooner liner tug frigate destroyer "
    "corvette submarine cutter dredger barge motor steamer catamaran launch lifeboat gunboat".split()
)

MEDIA = frozenset(
    "website site newspaper daily agency channel station broadcaster magazine service network "
    "app platform portal outlet tabloid weekly podcast blog company firm bank airline group band "
    "restaurant hotel bar newspaper".split()
)
"""A capitalised name after such a word is the name of a firm or medium, and of no place."""

SITES = frozenset(
    "airport airfield airbase harbour harbor port prison jail hospital clinic island beach cove bay "
    "hotel house villa palace station checkpoint crossing border embassy hangar warehouse camp "
    "village town city farm farmhouse cabin hut market café cafe gate pier jetty marina quay yard "
    "barracks base bunker tunnel bridge flat apartment mansion residence compound ranch monastery "
    "church mosque mine quarry motel inn lodge school stadium airstrip runway clearing door "
    "coast shore capital frontier headquarters complex dock berth terminal safehouse guesthouse bungalow chalet courthouse ministry "
    "roadblock creek lagoon reef estuary wharf slipway waterfront anchorage mooring barn stable hostel factory refinery mill gorge ravine ford oasis sandbank islet cave forest swamp marsh boatyard shipyard depot garage centre center bank".split()
)
"""Places without a name: proposed without coordinates, and only as an end or a scene."""

NAMED_SITE = frozenset(
    "airport airfield airbase base prison jail port harbour harbor island islands atoll strait "
    "straits sea ocean gulf bay river lake mountains mountain peninsula province region county "
    "district state governorate oblast republic valley desert coast terminal station yard hospital "
    "camp square bridge crossing canal cape point palace hotel forum archipelago reef pass "
    "road street avenue lane site checkpoint bothy hut lodge monastery market park loch glen falls dam reservoir fjord "
    "hills plateau delta lagoon creek colony estate plantation junction bazaar mosque cathedral temple gate".split()
)
"""Common words that belong to a name before them: "Qobbeh prison", "Addu atoll"."""
