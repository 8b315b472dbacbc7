"""Verbs of speech and of movement, and past forms that no ending shows."""

from __future__ import annotations

SPEECH = frozenset(
    "say tell add report confirm claim testify insist deny reject dispute dismiss contradict refute "
    "announce acknowledge admit allege argue assert describe disclose estimate explain note observe "
    "recall recount relate reveal state suggest warn write accuse indicate remark mention stress "
    "maintain concede declare emphasize emphasise reiterate respond reply tweet quote attest swear "
    "affirm vow complain conclude show find predict believe caution counter boast comment inform brief "
    "agree confess contend speculate lament joke clarify hint reckon scoff whisper mutter grumble remember list specify point "
    "answer underline assure narrate opine retort quip exclaim".split()
)
"""Verbs of those who tell something to a news agency or to the public."""

DENY = frozenset("deny reject dispute dismiss contradict refute rebut repudiate".split())

MOTION = frozenset(
    "go travel fly drive walk run sail swim row ride cross flee escape leave depart head return "
    "arrive reach land dock come move proceed board disembark ferry take carry bring smuggle "
    "transport transfer evacuate deport ski cycle paddle march trek hike enter vanish disappear "
    "abscond continue steam cruise journey hitchhike bus ship send spirit whisk rush airlift motor "
    "moor berth touch slip sneak steal put set break make get climb fled resurface surface embark "
    "relocate emerge wade crawl gallop race speed hurry lift turn call drop guide lead escort pull "
    "flown catch intercept stop refuse detain arrest try file plan hope intend want mean attempt "
    "wave let deliver convey step anchor alight push retreat withdraw defect".split()
)
KNOWN_VERBS = (
    SPEECH
    | MOTION
    | frozenset(
        "decline ask hide seek wait search release hold raid shoot question sentence jail suspend work "
        "speak know see hear open close begin end live teach stay spend rule verify reach establish "
        "comment release sell buy pay wear use follow help start finish appear want need".split()
    )
)

IRREGULAR = {
    "said": "say", "told": "tell", "went": "go", "gone": "go", "flew": "fly", "flown": "fly",
    "drove": "drive", "driven": "drive", "ran": "run", "swam": "swim", "rode": "ride",
    "fled": "flee", "left": "leave", "came": "come", "took": "take", "taken": "take",
    "brought": "bring", "sent": "send", "slipped": "slip", "put": "put", "set": "set",
    "broke": "break", "broken": "break", "made": "make", "got": "get", "wrote": "write",
    "found": "find", "caught": "catch", "held": "hold", "shot": "shoot", "saw": "see",
    "seen": "see", "heard": "hear", "began": "begin", "knew": "know", "known": "know",
    "spoke": "speak", "hid": "hide", "hidden": "hide", "stole": "steal", "swore": "swear",
    "showed": "show", "shown": "show", "met": "meet", "kept": "keep", "gave": "give",
    "given": "give", "led": "lead", "let": "let", "meant": "mean", "sped": "speed",
    "sought": "seek", "lost": "lose", "became": "become", "stood": "stand", "rowed": "row",
    "paid": "pay", "sold": "sell", "bought": "buy", "spent": "spend", "lit": "light",
    "ski": "ski", "skied": "ski", "says": "say", "say": "say", "tells": "tell", "knocked": "knock",
}  # fmt: skip
