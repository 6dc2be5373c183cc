"""The web application: accounts, the runner's data, jobs, the training log over the wire, and the pages."""
