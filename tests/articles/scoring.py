"""Scores proposals against what must be found in a report, as its rules of the gold have it."""

import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from articles.documents.report_reading import read_article
from articles.propose import propose
from geo.great_circle import great_circle_km

HERE = Path(__file__).parent
KINDS = ("place", "time", "attribution", "movement")


def meets(a, b):
    return a["paragraph"] == b["paragraph"] and a["start"] < b["end"] and b["start"] < a["end"]


def when(text):
    return datetime.fromisoformat(text[:16]) if text else None


def same(a, b):
    a, b = (" ".join((x or "").lower().split()) for x in (a, b))
    return bool(a and b) and (a in b or b in a)


def pairs(gold, proposals):
    """Each gold row with the first proposal that meets it; proposals are used once."""
    free, out = list(proposals), []
    for row in gold:
        hit = next((proposal for proposal in free if meets(row, proposal)), None)
        if hit:
            free.remove(hit)
        out.append((row, hit))
    return out, free


def proposals(path, gold, *, use_model=True):
    article = read_article(path.name, path.read_bytes())
    day = date.fromisoformat(gold["published"])
    made = propose(article, published=day, zone=gold["zone"], use_model=use_model).rows
    return [proposal.as_json() for proposal in made]


def scored(paths, *, use_model=True):
    """The figures of some reports together, and every narrow or wrong bound as a text."""
    n, faults = Counter(), []
    for path in paths:
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        made = proposals(path, gold, use_model=use_model)
        rows = {kind: [proposal for proposal in made if proposal["kind"] == kind] for kind in KINDS}
        places(gold, rows["place"], n)
        times(gold, rows["time"], n, faults, path.stem)
        tellers(gold, rows["attribution"], n)
        ways(gold, rows["movement"], n, faults, path.stem)
    return n, faults


def places(gold, proposals, n):
    named = [row for row in gold["places"] if row["role"] != "description"]
    got, free = pairs(named, proposals)
    described, free = pairs([row for row in gold["places"] if row["role"] == "description"], free)
    described = [(row, hit) for row, hit in described if hit or not row.get("in")]
    n["place.gold"] += len(named)
    n["place.hit"] += sum(bool(hit) for _, hit in got)
    n["place.false"] += len(free)
    n["described.gold"] += len(described)
    n["described.hit"] += sum(bool(hit) for _, hit in described)
    for row, hit in got:
        n["role.gold"] += bool(hit)
        n["role.right"] += role_right(row["role"], hit["value"]["role"]) if hit else 0
    for row, hit in got:
        if hit and row.get("lat") is not None:
            many = hit["value"]["candidates"]
            near = [
                x
                for x in many
                if great_circle_km((x["lon"], x["lat"]), (row["lon"], row["lat"])) <= 161
            ]
            n["resolve.gold"] += 1
            n["resolve.among"] += bool(near)
            n["resolve.single_wrong"] += len(many) == 1 and not near


def role_right(marked, proposed):
    """1 for the role that is marked, a half where a party and background are taken for each other."""
    proposed = "end" if proposed == "start" else proposed
    return 1 if proposed == marked else 0.5 * ({marked, proposed} == {"party", "background"})


def times(gold, proposals, n, faults, name):
    got, free = pairs(gold["times"], proposals)
    n["time.gold"] += len(got)
    n["time.hit"] += sum(bool(hit) for _, hit in got)
    n["time.false"] += len(free)
    for row, hit in got:
        if not hit or row["kind"] != "event" or not row.get("earliest"):
            continue
        low, high = when(hit["value"]["earliest"]), when(hit["value"]["latest"])
        gold_low, gold_high = when(row["earliest"]), when(row["latest"])
        n["bounds.gold"] += 1
        if low is None and high is None:
            n["bounds.asked"] += 1
            continue
        low, high = low or datetime(1, 1, 2), high or datetime(9999, 1, 1)
        if row.get("fuzzy"):
            right = (min(high, gold_high) - max(low, gold_low)) / (gold_high - gold_low) >= 0.5
        else:
            right = low <= gold_low and high >= gold_high
        n["bounds.right"] += right
        if not right:
            faults.append(f"{name} {row['paragraph']}: {row['text']}")


def tellers(gold, proposals, n):
    got, free = pairs(gold["attributions"], proposals)
    n["attribution.gold"] += len(got)
    n["attribution.hit"] += sum(bool(hit) for _, hit in got)
    n["attribution.false"] += len(free)
    for row, hit in got:
        if hit:
            n["stance.gold"] += 1
            n["stance.right"] += hit["value"]["stance"] == row["stance"]
            n["count.gold"] += 1
            n["count.right"] += hit["value"]["informants"] == row["informants"]


def ways(gold, proposals, n, faults, name):
    used = []
    for row in gold["movements"]:
        spots = row.get("mentions") or [row]
        hit = next(
            (
                proposal
                for proposal in proposals
                if proposal not in used and _of(proposal, row, spots)
            ),
            None,
        )
        if not hit and row.get("composite"):
            continue
        n["movement.gold"] += 1
        if not hit:
            continue
        used.append(hit)
        value = hit["value"]
        n["movement.hit"] += 1
        ends = [row["from"], row["to"], row.get("from_implied"), row.get("to_implied")]
        ends += row.get("via", [])
        wrong = [e for e in (value["from"], value["to"]) if e and not any(same(e, x) for x in ends)]
        modes = ("unknown", row["mode"], *row.get("mode_also", []))
        outcomes = ("unknown", row["outcome"], *row.get("outcome_also", []))
        wrong += [value["mode"]] if value["mode"] not in modes else []
        wrong += [value["outcome"]] if value["outcome"] not in outcomes else []
        n["movement.invented"] += len(wrong)
        faults += [f"{name} {row['paragraph']}: {row['cue']}: invented {fault}" for fault in wrong]
    n["movement.false"] += len([proposal for proposal in proposals if proposal not in used])


def _of(proposal, row, spots):
    return any(
        proposal["paragraph"] == spot["paragraph"]
        and (meets(proposal, spot) or same(proposal["value"]["to"], row["to"]))
        for spot in spots
    )


def share(n, a, b):
    return n[a] / n[b] if n[b] else 1.0


def recall(n, kind):
    return share(n, f"{kind}.hit", f"{kind}.gold")


def precision(n, kind):
    total = n[f"{kind}.hit"] + n[f"{kind}.false"]
    return n[f"{kind}.hit"] / total if total else 1.0
