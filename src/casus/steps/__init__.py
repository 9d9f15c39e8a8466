"""The steps of reading, one file each. They never import each other: they meet in `Reading`."""
