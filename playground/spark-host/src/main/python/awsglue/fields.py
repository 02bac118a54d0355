"""Paths to fields, types by their Glue names, and the way Glue prints a schema."""

from pyspark.sql import functions as F
from pyspark.sql import types as T

_NAMES = {
    T.StringType: "string", T.IntegerType: "int", T.LongType: "long", T.DoubleType: "double",
    T.FloatType: "float", T.BooleanType: "boolean", T.ShortType: "short", T.ByteType: "byte",
    T.DateType: "date", T.TimestampType: "timestamp", T.BinaryType: "binary", T.NullType: "null",
    T.StructType: "struct", T.ArrayType: "array", T.MapType: "map",
}
_WHOLE = ("struct", "array", "map", "null", "choice", "")


def steps(path):
    """The names on a path: dots part them, back-ticks hold a name with dots together."""
    names, name, quoted = [], "", False
    for c in path:
        if c == "`":
            quoted = not quoted
        elif c == "." and not quoted:
            names.append(name)
            name = ""
        else:
            name += c
    return names + [name]


def quoted(names):
    return ".".join("`" + name.replace("`", "``") + "`" for name in names)


def column(names):
    return F.col(quoted(names))


def find(schema, names):
    """The type at a path, or None."""
    at = schema
    for name in names:
        if isinstance(at, T.ArrayType):
            at = at.elementType
        if not isinstance(at, T.StructType):
            return None
        at = next((field.dataType for field in at.fields if field.name == name), None)
    return at


def type_name(data_type):
    if isinstance(data_type, T.DecimalType):
        return "decimal({},{})".format(data_type.precision, data_type.scale)
    return _NAMES.get(type(data_type), data_type.simpleString())


def cast(value, glue_type):
    """A value as a Glue type; null where it cannot be one."""
    name = glue_type.strip().lower()
    if name.split("<")[0].split("(")[0] in _WHOLE:
        return value
    return value.cast({"long": "bigint", "short": "smallint", "byte": "tinyint"}.get(name, name))


def nested(tree):
    """Columns for a tree of names with columns as its leaves."""
    return [(nested_struct(value) if isinstance(value, dict) else value).alias(name) for name, value in tree.items()]


def nested_struct(tree):
    return F.struct(*nested(tree))


def plant(tree, names, value):
    """Puts a column into such a tree."""
    for name in names[:-1]:
        branch = tree.get(name)
        if not isinstance(branch, dict):
            branch = tree[name] = {}
        tree = branch
    tree[names[-1]] = value


def replaced(df, names, value):
    """A data frame with the field at a path set; the field may be new, what holds it may not."""
    if len(names) == 1:
        return df.withColumn(names[0], value)
    return df.withColumn(names[0], column(names[:1]).withField(quoted(names[1:]), value))


def without(df, names):
    if find(df.schema, names) is None:
        return df
    if len(names) == 1:
        return df.select(*[column([name]) for name in df.columns if name != names[0]])
    return df.withColumn(names[0], column(names[:1]).dropFields(quoted(names[1:])))


def tree_text(schema):
    return "\n".join(["root"] + list(_lines(schema, "")))


def _lines(data_type, indent):
    if isinstance(data_type, T.StructType):
        inner = [(field.name, field.dataType) for field in data_type.fields]
    elif isinstance(data_type, T.ArrayType):
        inner = [("element", data_type.elementType)]
    elif isinstance(data_type, T.MapType):
        inner = [("keyType", data_type.keyType), ("valueType", data_type.valueType)]
    else:
        inner = []
    for name, inner_type in inner:
        yield "{}|-- {}: {}".format(indent, name, type_name(inner_type))
        yield from _lines(inner_type, indent + "|    ")
