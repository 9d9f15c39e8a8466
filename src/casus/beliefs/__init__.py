"""What a project believes: the values that reports give of one event or relation, side by side, and which one to show."""
