"""Untrusted files opened with care: limits, XML, zips, and the error of what cannot be read."""
