"""A story into files for other tools, a module for each format."""
