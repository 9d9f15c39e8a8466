"""The analyst's page and its JSON interface: `casus serve`. See docs/api.md."""
