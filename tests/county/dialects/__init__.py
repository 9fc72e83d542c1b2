"""How each CMS family names its pages, paints its lists and turns their leaves, one module each."""
