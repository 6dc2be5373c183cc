"""One hand draws every view of a plan: terminal, page, pictures, Markdown."""
