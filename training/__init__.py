"""Trains the reading engine that casus ships. Imports casus; is never imported by it."""
