"""
Every line of one report: its exhaustive coding in the fuller record schema, beside what an engine reads and exports.

A coding has actors, places, times, numbers, links of attribution, claims, relations, merged happenings, expected
exports and the mistakes that a naive coder makes. Each of its lines is right or not, field by field. Where the schema
and the reading format say one thing in two ways, `resources/schemes/fuller_schema.toml` says which is which, and why.
"""
