"""The engine's inner loops: plain functions over plain arrays, compiled by Numba when they are first called.

What a kernel compiled to is kept beside its file (or in the user's cache folder where that cannot be written), so
only the first run on a machine waits for it. Kernels release Python's lock: several may run side by side.
They check nothing; whoever calls them vouches for shapes and ranges. `NUMBA_DISABLE_JIT=1` runs them as Python.
"""
