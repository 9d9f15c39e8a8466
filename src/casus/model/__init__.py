"""
The frozen types that travel between the parts of casus.

No module here reads files, asks the clock or knows a setting. Offsets are
0-based code points into the document text, end excluded; days are inclusive;
coordinates are WGS84 degrees; scores lie in 0..1.
"""
