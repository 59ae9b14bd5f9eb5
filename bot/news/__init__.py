"""Who follows what, on this node and on the others."""
