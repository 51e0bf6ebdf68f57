"""Is a published expression the same as a derived one, and if not, what is wrong with it?"""
