"""Organizations, programs, services and places on the HSDS 3 model; who works where; what is open."""
