"""Widgets that could stand in any app: they know no screens and no records, only plain values.

Their colours are theme variables such as ``$mood-angry`` and ``$customer-bubble``. An app whose themes lack
them returns ``tui.themes.variable_defaults()`` from ``get_theme_variable_defaults``.
"""
