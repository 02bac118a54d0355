"""How this package says that it does less than AWS Glue."""


class NotInThePlayground(NotImplementedError):
    """AWS Glue has it, the playground has not."""


def missing(what, instead=""):
    """An exception that names what is missing and, where there is one, another way."""
    text = what + " is not in the playground's awsglue; on AWS Glue it is there."
    return NotInThePlayground(text + (" " + instead if instead else ""))


def missing_name(module, name):
    """For a module's __getattr__: a clear word instead of the bare name."""
    if name.startswith("__"):
        return AttributeError(name)
    return ImportError("{}.{} is not in the playground's awsglue.".format(module, name))
