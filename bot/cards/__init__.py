"""What members see: pure functions from answers to views, and every sentence the bot says."""
