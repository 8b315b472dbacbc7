"""Helpers of make, the tests and the pins; not part of the app."""
