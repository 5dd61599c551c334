"""One language a module; `names.MODULES` says which module has which."""
