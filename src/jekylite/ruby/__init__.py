"""Ruby behaviour that Jekyll leans on, a module for each thing imitated."""
