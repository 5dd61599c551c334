"""`_config.yml`, its defaults, and front-matter defaults."""
