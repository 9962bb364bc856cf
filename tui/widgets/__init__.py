"""Widgets that could stand in any app: they know no screens and no records, only plain values."""
