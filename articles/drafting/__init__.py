"""From proposals and a reporter's decisions to a draft of a story."""
