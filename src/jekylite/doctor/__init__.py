"""`jekylite doctor`: what works badly in a site, what of it jekylite does, and how its output differs.

`findings` is Jekyll's own doctor. `support` says of plugins, settings, versions and compilers whether
they are supported, approximated or ignored. `comparison` sets a build beside the output of another
program and explains the differences by kind.
"""
