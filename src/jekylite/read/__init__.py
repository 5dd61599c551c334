"""Source tree, layouts, data and theme → Site."""
