"""What pages are made of."""

import gc

# Said before they are loaded: Python's own 700 begins collections so often that loading took a sixth longer, and a page a twentieth
gc.set_threshold(20_000, *gc.get_threshold()[1:])
