"""Rules over the built site and its sources."""
