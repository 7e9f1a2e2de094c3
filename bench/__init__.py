"""Measurements, side by side in one run; absolute times are printed, ratios are judged."""
