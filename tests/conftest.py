"""Lets tests in every folder import the helpers beside this file: pytest puts its folder on the path."""
