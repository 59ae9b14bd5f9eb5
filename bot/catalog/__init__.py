"""The catalog: owners' files in, published units out.

A file's rows become internal records (reading → listing → importing), those become what the public sees and the
search compares (marketing → publishing), and replies read them back (search).
"""
