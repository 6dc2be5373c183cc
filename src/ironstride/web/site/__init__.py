"""The Django project: settings from the environment, addresses, security, and the processes that serve."""
