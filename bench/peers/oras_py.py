"""Pushes or pulls with oras-py: push REF FILE..., or pull REF FOLDER."""

import sys

import oras.client

job, reference, rest = sys.argv[1], sys.argv[2], sys.argv[3:]
client = oras.client.OrasClient(insecure=True)
if job == "push":
    client.push(target=reference, files=rest, disable_path_validation=True)
else:
    client.pull(target=reference, outdir=rest[0])
