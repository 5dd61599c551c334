"""What each output read, and what an edit makes stale."""
