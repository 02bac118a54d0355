"""Arguments of a job's script."""

import argparse


class GlueArgumentError(Exception):
    pass


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        raise GlueArgumentError(message)


def getResolvedOptions(args, options):
    """The values of the named options among the arguments, which have the form --NAME value or --NAME=value."""
    parser = _Parser(add_help=False, allow_abbrev=False)
    for option in dict.fromkeys(options):
        parser.add_argument("--" + option, dest=option, required=True)
    known, _ = parser.parse_known_args(list(args)[1:])
    return {option: getattr(known, option) for option in options}
