"""The pages that are made from the code and the catalogue, one module each."""
