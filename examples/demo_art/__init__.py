"""The demo's pictures, drawn with Pillow (a development dependency): nothing the running bot needs."""
