"""Archives: the same reading over more reports than a project is added by hand, on one machine or many."""
