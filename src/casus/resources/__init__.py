"""Data that ships with casus: lexicons, registries, gazetteer, examples; and how it is read."""
