"""The commands, one in a module: each adds its arguments to the parser and does its work."""
