"""Long work that pages begin: what a worker does, told in words with links to pages."""
