"""What make, the tests and the pins are helped by; no part of the app."""
