"""The grammar of Chinese: characters without spaces, numbers of ten thousands, counters, topics before what is said of them."""
