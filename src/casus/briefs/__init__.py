"""Texts made from what is believed: the situation on a day, what changed, a situation report with its references."""
