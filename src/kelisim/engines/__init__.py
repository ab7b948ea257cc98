"""All that thinks: plain typed Python, values in and values out; no database, no web, no clock."""
