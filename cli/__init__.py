"""The command line: each command has a module, which adds its arguments and does its work."""
