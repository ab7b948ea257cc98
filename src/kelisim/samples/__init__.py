"""The sample that a demo loads: real facts with their sources, and a plainly marked sample region."""
