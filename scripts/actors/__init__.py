"""Compile the actor registry: reading the inputs, cleaning, people, countries."""
