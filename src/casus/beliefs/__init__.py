"""What a project believes: the values that reports give of an event or relation, side by side, and which to show."""
