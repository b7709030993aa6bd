"""Files for stations and from them: where their content lies, and the ways by which it comes and goes."""
