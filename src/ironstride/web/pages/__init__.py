"""The pages people read: Today, Season, Log, Progress, Audit, Library, Methods, Sources."""
