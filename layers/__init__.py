"""How a story is drawn: one scene, and the renderers that read it."""
