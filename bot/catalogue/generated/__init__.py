"""What is written from the catalogue and its rules, for people and for editors: pages that a test keeps true."""
