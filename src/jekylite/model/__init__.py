"""What a site is made of: data and derived values, no input or output."""
