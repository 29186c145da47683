"""Sample mails through the running product: what the commands `demo` and `bench_demo` are made of."""
