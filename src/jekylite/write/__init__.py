"""The only part that touches the destination."""
