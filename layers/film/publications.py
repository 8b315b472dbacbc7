"""What became known when: the publications of a story, through which a film can go."""

from __future__ import annotations

from dataclasses import dataclass

from geo.evidence.known_by import Knowledge, Step
from geo.language.messages import Messages, messages_of
from geo.time.time_in_words import TimeWords
from layers.scene.scene_builder import Scene, build_scene
from layers.style.picture_sizes import PictureError


@dataclass(frozen=True, slots=True)
class Publication:
    """A scene as it was known once something had been published, and the words for it.

    `known` says by when that was, `counted` how much of it is new, `tellers` who published it;
    `date` is that of the publication alone, `new` are the headlines of the events that nobody had
    told of before.
    """

    scene: Scene
    known: str
    counted: str
    tellers: str
    date: str
    new: tuple[str, ...]


def publications_of(scene: Scene) -> list[Publication]:
    """List the publications of a scene's story up to the step that the scene shows, in order.

    Each has the people and layers that the scene has. Publications by which none of its events was
    known are left out. Raises PictureError for a story that was published all at once.
    """
    story = scene.story.full_story
    steps = Knowledge(story).steps
    last = len(steps) - 1 if scene.known_by is None else scene.known_by
    out: list[Publication] = []
    told: set[str] = set()
    for number, step in enumerate(steps[: last + 1]):
        known = build_scene(
            story,
            people=scene.people,
            layers=scene.layers,
            known_by=number,
            compare=scene.compared,
        )
        if known.events:
            new = [mark for mark in known.events if mark.id not in told]
            told |= {mark.id for mark in new}
            out.append(_publication(known, step, tuple(mark.headline for mark in new)))
    if len(out) < 2:  # noqa: PLR2004 - one publication is a picture
        raise PictureError("film.one-publication")
    return out


def told_by_then(publication: Publication, say: Messages) -> str:
    """Describe a publication in sentences: by when it was known, by whom, and what was new."""
    said = (publication.known, publication.counted, publication.tellers)
    texts = [say("alt.sentence", text=text) for text in said]
    if publication.new:
        texts.append(say("film.known.new", events=say.clauses(publication.new)))
    return " ".join(texts)


def _publication(scene: Scene, step: Step, new: tuple[str, ...]) -> Publication:
    story = scene.story.full_story
    words, say = TimeWords(story), messages_of(story.told_in)
    names = dict.fromkeys(story.source[source].publisher for source in step.sources)
    return Publication(
        scene=scene,
        known=words.known_by(step.when),
        counted=say("film.known.count", n=len(scene.events), new=len(new)),
        tellers=say("film.known.from", publishers=say.listed(names)),
        date=words.date(step.when),
        new=new,
    )
