"""The tags, a module a family. Source: Liquid 4.0.4 tags/, Jekyll 4.4.1 tags/."""
