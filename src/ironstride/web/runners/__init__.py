"""The runner's own data: runner.toml in versions, calendars and tables of planned runs, plans in versions."""
