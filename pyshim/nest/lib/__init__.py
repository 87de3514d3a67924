"""The functions of `nest`, a module for each group."""
