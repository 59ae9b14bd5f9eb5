"""Learns the weights of plugins/understanding/acts from the phrases in this folder: `python -m training`."""
