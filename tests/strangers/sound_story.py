"""A small sound story as text, and ways to spoil it."""

STORY = """\
format: 1
id: small
title: A small story
subtitle: Nobody is harmed in it
time_zone: Europe/Paris
language: en
opens_at: waits
focus: [FR]

sources:
  - id: paper
    title: A report
    publisher: The Paper
    published: 2024-05-09
    url: https://paper.example/report
    paragraphs: 4

groups:
  - {id: one, name: One, colour: 1}

people:
  - id: anna
    name: Anna
    group: one
    role: Traveller

places:
  - id: paris
    name: Paris
    lon: 2.35
    lat: 48.86
    precision_km: 5
    coordinates_from: GeoNames
  - id: lyon
    name: Lyon
    lon: 4.83
    lat: 45.76
    precision_km: 5
    coordinates_from: GeoNames
  - {id: italy, name: Italy, area: IT, coordinates_from: Natural Earth}

legs:
  - id: drive
    headline: Anna drives south
    people: [anna]
    from: paris
    to: lyon
    mode: car
    path: inferred
    window: 2024-05-01T08:00/2024-05-01T20:00
    claims: &told
      - source: paper
        paragraphs: [1, 2]
        told_by: a guard
        informants: 1
        named: false
        stance: reports
        text: He saw her leave.

events:
  - id: leaves
    headline: Anna sets out
    people: [anna]
    leg: drive
    claims: *told
  - id: waits
    headline: Anna waits
    people: [anna]
    place: lyon
    start: 2024-05-02
    end: 2024-05-03
    words: the next day
    claims: *told
"""


def but(*changes: tuple[str, str]) -> str:
    """Give the story with parts of its text exchanged; each must be there, and only once."""
    text = STORY
    for old, new in changes:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return text


def line(begin: str, new: str) -> str:
    """Give the story with the one line that begins so (after its indent) exchanged."""
    lines = STORY.splitlines()
    (at,) = [i for i, text in enumerate(lines) if text.strip().removeprefix("- ").startswith(begin)]
    old = lines[at].strip().removeprefix("- ")
    lines[at] = lines[at].replace(old, new)
    return "\n".join(lines) + "\n"


def more(kind: str, row: str) -> str:
    """Give the story with more rows at the end of a list; `row` is text, indented by two."""
    lines = STORY.splitlines()
    start = lines.index(f"{kind}:")
    end = next((i for i in range(start + 1, len(lines)) if not lines[i]), len(lines))
    return "\n".join([*lines[:end], *row.splitlines(), *lines[end:]]) + "\n"
