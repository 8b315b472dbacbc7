"""The catalogue of remarks: codes, why each is made, and what to do about it.

docs/remarks.md is made from here; the rules themselves are in geo/remarks/claim_remarks.py and its
neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RemarkKind:
    """A kind of remark: its code, its question, when it is made, and what can be done."""

    code: str
    question: str
    rule: str
    remedy: str


REMARK_KINDS: tuple[RemarkKind, ...] = (
    RemarkKind(
        "single-informant",
        "Is it a fact, or does one person say so?",
        "One informant reports the event or leg, nobody else; there is no figure of your own in "
        "`support`; and neither headline nor text says that somebody tells it (in English by words "
        "such as says, told, according to; in any language by the teller before a colon at the "
        "head of the headline, or by the teller's name, which may be in the reading too). What "
        "a source says in its own name is left alone, and a leg that an event tells with the same "
        "claims is asked about there.",
        "Say in the headline or the text who says so, or find a second informant.",
    ),
    RemarkKind(
        "party-alone",
        "Do only those say so who gain by it?",
        "All claims that report the event or leg are marked `party: true`, and neither headline "
        "nor text says that somebody tells it.",
        "Say who says so, or add somebody who has no part in it.",
    ),
    RemarkKind(
        "origin-not-stated",
        "Are they two, or do both have it from one?",
        "Two sources or more report the event or leg, nobody denies it, there is no figure of "
        "your own in `support`, and a claim does not say under `origin` what party or agency it "
        "goes back to. Sources count as independent only where two of them state two origins.",
        "Add `origin:` to each claim that reports it; where an account is the source's own, the "
        "origin is the source.",
    ),
    RemarkKind(
        "same-origin",
        "Does the reader take them for two?",
        "Claims of two sources give the same `origin`, and neither headline nor text names it. "
        "They are one account told twice, and count once.",
        "Say in the headline or the text that both have it from there, or find an account of "
        "another origin.",
    ),
    RemarkKind(
        "unsaid-contradiction",
        "Does the reader learn that accounts differ?",
        "One claim reports and another denies or could not verify, and neither headline nor text "
        "says so. In an English story words such as deny, dispute, verify, confirm, but, "
        "however count, and so do says or tells; in a story of another language any text does.",
        "Say in the text that the accounts differ, and who says what.",
    ),
    RemarkKind(
        "in-two-places",
        "Can one person have been in both?",
        "Two events put a person, not a group, at two places so far apart that even at 1000 km/h "
        "nobody gets from one to the other within the bounds of the times; or they are surely "
        "under way on two legs at the same time; each is compared with the next dozen. Nothing "
        "is asked where a claim of either denies or could not verify it.",
        "Check the times and places; if the accounts differ, add the claim that denies.",
    ),
    RemarkKind(
        "there-and-on-the-way",
        "Who is reported at a place is not on the way, is that said?",
        "An event puts a person, not a group, at the end or the beginning of a way, at a time when "
        "the map says that they may be anywhere on it, and neither says that it came before or "
        "after the other. Nothing is asked where a claim of either denies or could not verify it.",
        "Say under `after` that the event came after the way, or under `before` that it came "
        "before; or give the way the time by which they were there.",
    ),
    RemarkKind(
        "unsaid-denial",
        "What exactly is denied?",
        "A claim that counts denies the event or leg, and its `text` does not say what: the whole, "
        "or only a part such as the motive.",
        "Say it under `text`; where it is something else than the event, mark it `context: true`.",
    ),
    RemarkKind(
        "implausible-speed",
        "Does anybody travel that fast, or that slowly?",
        "To keep its times, a leg must go faster than its mode usually does: plane 900, "
        "helicopter 250, train 200, car 110, ship 40, on foot 5 km/h, unknown 900; or a plane or "
        "helicopter is surely in the air for longer than at 100 km/h. Faster than the mode can go "
        "at all (docs/certainty.md) is a fault and no remark.",
        "Check times, places and mode; add the stops that the report names under `via`.",
    ),
    RemarkKind(
        "after-publication",
        "How could the source know?",
        "A claim was public, with its source or at a time of its own, before the event or leg can "
        "have begun; or the bounds of a time reach beyond the day on which the last of its sources "
        "was published. Ways that are only intended are left alone.",
        "End the bounds with the day of publication, or cite a later source.",
    ),
    RemarkKind(
        "before-its-source",
        "Where was it published then?",
        "A claim gives a time under `published`, or a version of its source, that lies before the "
        "source was published at all.",
        "Cite the source that had it first, or check the times.",
    ),
    RemarkKind(
        "unexplained-bounds",
        "Where do these hours come from?",
        "A time is an interval of clock times, and no `reading` says how it was read from the "
        "report.",
        "Say under `reading` how you came from the report's words to these hours.",
    ),
    RemarkKind(
        "too-precise-place",
        "Does the report know it that well?",
        "A place's precision is finer than its coordinates are written; finer than a tenth of a "
        "kilometre; finer than 10 km although its name, note or source of coordinates speaks of a "
        "province, a region, a coast and the like, or finer than 1 km although they say "
        "approximate, about or near; or an event's words put it near, outside or north of a place "
        "whose precision is finer than 5 km. What a look-up gives is not asked about the first.",
        "Widen `precision_km` until the point is surely within it.",
    ),
    RemarkKind(
        "outside-country",
        "Are longitude and latitude swapped?",
        "A place gives its `country`, and its point lies farther outside than its precision.",
        "Check lon, lat and country.",
    ),
    RemarkKind(
        "namesake",
        "Is this the place of that name that is meant?",
        "A place was looked up by its name alone, and other places have that name as an "
        "alternative name.",
        "Add `country:` or `kind:` if it is the place that was found, else `gazetteer:`.",
    ),
    RemarkKind(
        "way-not-described",
        "Who described the way?",
        "A leg's path is `reported`, which is drawn as a solid line, but there is no place under "
        "`via`, and the two ends are more than 50 km apart.",
        "Name the places of the way under `via`, or make the path `inferred`.",
    ),
    RemarkKind(
        "track-disagrees",
        "Does the recording say something else?",
        "A leg rests on a track, and the report's departure ends before the last position at rest "
        "or begins after the first one in motion, or so with its arrival; or the track begins or "
        "ends farther from the leg's place than the place's precision and 50 km. In motion is what "
        "was recorded at more than 10 km/h (aircraft: 100 km/h) or, without a speed, farther than "
        "a kilometre from the end; at rest is what is slower than 10 km/h, so that taxiing is "
        "neither. A time that is the recording's own first or last moment is not asked about.",
        "Say in the text that report and recording differ, or check what part of the track "
        "(`track_part`) is that journey; its `claims` may contest that it is.",
    ),
    RemarkKind(
        "track-questioned",
        "Can these positions be true?",
        "Positions of a track are frozen, jump farther than its top speed, go off and come back, "
        "or its clock ran back; or the two ends of a gap cannot be kept at the top speed; or rows "
        "of its file name no time or no place, are out of order or doubled. They are marked on the "
        "map, and nothing is smoothed.",
        "Ask the source about them, give the vehicle's own `top_speed_kmh` if it is faster, and "
        "say in the text what is doubtful.",
    ),
    RemarkKind(
        "track-contested",
        "Is it their journey that was recorded?",
        "A claim of a track denies or could not verify that it is the recording of that vehicle, "
        "and the text of a leg that rests on it says nothing of that.",
        "Say in the text of the leg that it is contested whose track this is.",
    ),
    RemarkKind(
        "unused",
        "What is it for?",
        "A person or a group has no event and no leg, no event or leg has or names a place, no leg "
        "rests on a track, or no claim rests on a source.",
        "Take it out, or add what it is for.",
    ),
    RemarkKind(
        "long-headline",
        "Does it fit its card?",
        "A headline has more than 64 characters: on the card, two lines of 20-pixel type.",
        "Shorten it; the rest can go into the text.",
    ),
    RemarkKind(
        "colours-alike",
        "Can everybody tell these lines apart?",
        "Two groups that have legs are drawn in the same colour, or in colours that differ by "
        "less than 10 (CIEDE2000), or by less than 5 for readers who lack one kind of cone, as one "
        "man in fifty does (simulated as by Machado and others, 2009).",
        "Give one of them another `colour`, or merge groups that need not be told apart.",
    ),
    RemarkKind(
        "source-without-link",
        "Where can a reader check it?",
        "A source published since 1995 has no `url`.",
        "Add where it can be read.",
    ),
    RemarkKind(
        "figure-without-effect",
        "Is your own figure needed?",
        "The figure in `support` is the one that follows from the claims anyway.",
        "Take `support` away, or set the figure that you mean.",
    ),
    RemarkKind(
        "silence-without-effect",
        "Is it still to be silenced?",
        "A row of `silenced` names a remark that is not made, a code that there is not, or an id "
        "that there is not. This remark cannot be silenced.",
        "Take the row away, or mend what it names.",
    ),
)
"""All remarks, in the order of docs/remarks.md."""

CODES = tuple(kind.code for kind in REMARK_KINDS)
