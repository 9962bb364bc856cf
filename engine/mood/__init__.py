"""How a customer feels: mood, moves, bands, and the appraisal that explains every change."""
