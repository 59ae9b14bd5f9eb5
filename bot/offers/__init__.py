"""Pure: what a stay costs, which home fits, what is known of the journey, and how both are written down."""
