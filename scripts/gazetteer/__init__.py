"""Reads, joins and weighs the inputs of the gazetteer."""
