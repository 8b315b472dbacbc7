"""The tags of a piece of HTML, to be looked at by tests."""

from html.parser import HTMLParser


def tags_of(text):
    """Name the tags that begin in a text, in order, each with its attributes."""
    parser = _Tags()
    parser.feed(text)
    return parser.tags


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
