"""Hand a project over in the formats of the field: event data, maps, graphs, annotations, or all of it in one file."""
