"""The plugin API, its registry, and the plugins that come along."""
