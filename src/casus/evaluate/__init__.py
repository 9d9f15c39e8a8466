"""Measure an engine against hand-coded reports, and keep it from getting worse."""
