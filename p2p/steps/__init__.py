"""The steps of the process, a file each; `p2p.process` says their order."""
