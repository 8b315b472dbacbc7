"""Vehicles and the modes that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.linguistics.lexicon import VESSELS
from articles.values import Mode

SHIPS = VESSELS | frozenset(
    "rowboat yacht sloop ketch dinghy speedboat canoe raft kayak rowing-boat motorboat sailboat ferryboat lifeboat inflatable yawl skiff "
    "catamaran hydrofoil fishing-boat warship patrol-boat vaporetto pirogue felucca junk dugout sampan outrigger longboat coracle punt panga barque tender rib zodiac".split()
)
PLANES = frozenset(
    "jet plane aircraft airliner gulfstream flight airplane aeroplane seaplane airbus boeing cessna turboprop learjet".split()
)
TRAINS = frozenset("train locomotive railcar sleeper tram".split())
HELICOPTERS = frozenset("helicopter chopper".split())
CARS = frozenset(
    "car bus coach taxi cab lorry truck van minibus pick-up pickup jeep ambulance motorbike motorcycle minivan suv "
    "limousine convoy vehicle motorcade minicab scooter moped hearse tractor sedan rickshaw limo".split()
)
VEHICLES: dict[str, Mode] = {
    **dict.fromkeys(SHIPS, "ship"),
    **dict.fromkeys(PLANES, "plane"),
    **dict.fromkeys(TRAINS, "train"),
    **dict.fromkeys(HELICOPTERS, "helicopter"),
    **dict.fromkeys(CARS, "car"),
}
_BY: dict[str, Mode] = {
    "sea": "ship",
    "air": "plane",
    "road": "car",
    "rail": "train",
    "foot": "foot",
    "boat": "ship",
    "water": "ship",
}

CONCEALED = re.compile(
    r"(?i)\b(?:(?:transponder|AIS|plotter|beacon|tracker|tracking|signal)\b[^.]{0,30}\b(?:off|dark|silent|disabled|deactivated|vanished)|"
    r"(?:switched|turned|with)\s(?:\w+\s){0,3}(?:off|out)\s(?:the|its|their)\s(?:transponder|plotter|AIS|beacon|lights|lamps)|no\sAIS|without\s(?:lights|a\ssignal|transponder)|"
    r"(?:lights?|lamps?)\s(?:out|off|extinguished)|vanished\sfrom\s(?:\w+\s)?radar|under\sthe\sradar|disappeared\sfrom\s(?:\w+\s)?radar|went\sdark|"
    r"discreetly|under\scover\sof\s(?:darkness|night)|ran\sdark|running\sdark|switched\soff\sits)"
)


def mode_of(words: Iterable[tuple[str, str]], text: str) -> Mode:
    """Give the mode that vehicles among words, or "by sea" and the like, tell; unknown if they tell two.

    `words` are (lemma, word in lower case); `text` is the clause.
    """
    modes = {VEHICLES[key] for lemma, low in words for key in (lemma, low) if key in VEHICLES}
    low = text.lower()
    modes |= {
        mode
        for word, mode in _BY.items()
        if re.search(rf"\b(?:by|on)\s(?:\w+\sand\s)?{word}\b", low)
    }
    match = re.search(r"\bby\s(\w+)\sand\s(?:by\s)?(\w+)\b", low)
    if match:
        modes |= {_BY[word] for word in match.groups() if word in _BY}
    return modes.pop() if len(modes) == 1 else "unknown"
