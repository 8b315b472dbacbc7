"""What is reported to have happened, where and when. Draws nothing."""
