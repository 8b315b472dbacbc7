"""Pictures as the tests ask for them: options by keyword, all others as they are by default."""

from dataclasses import replace

from layers.picture import map_picture
from layers.picture import storyboard as boards
from layers.style.picture_options import BOARD, PictureOptions


def picture(scene, *, at, event=None, **options):
    """A picture of a moment."""
    return map_picture.picture(scene, at=at, event=event, options=PictureOptions(**options))


def composed(scene, *, at, event=None, **options):
    """A picture that is laid out and not put out."""
    return map_picture.composed(scene, at=at, event=event, options=PictureOptions(**options))


def storyboard(scene, *, moments, same_frame=False, **options):
    """A storyboard."""
    chosen = replace(BOARD, **options)
    return boards.storyboard(scene, moments=moments, options=chosen, same_frame=same_frame)
