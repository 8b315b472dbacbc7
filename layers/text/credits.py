"""The line of credits that every product carries: its sources, and the note on borders."""

from __future__ import annotations

from geo.language.messages import messages_of
from geo.time.time_in_words import TimeWords
from geo.world.points_of_view import borders_note
from layers.scene.scene_builder import Scene


def source_line(scene: Scene) -> str:
    """Give the line that every product carries: sources with dates, and the note on borders."""
    clock = TimeWords(scene.story)
    say = clock.say
    sources = say.clauses(
        say("source.dated", publisher=source.publisher, date=clock.date(source.published))
        for source in scene.story.sources
    )
    return say("source.line", sources=sources, borders=borders_note(say, scene.story.borders))


def publishers_line(scene: Scene) -> str:
    """Give the line on who tells all that shows: the publishers, each once.

    A single event names its own tellers instead (`Subject.tellers`).
    """
    say = messages_of(scene.story.told_in)
    names = dict.fromkeys(source.publisher for source in scene.story.sources)
    return say("tellers.own", publisher=say.listed(list(names)))
