"""Reading and writing files, with the options that Glue has for connections and formats."""

import json

from pyspark.errors import AnalysisException

from awsglue.limits import missing

_FILES = ("s3", "file")
_FORMATS = ("csv", "json", "parquet", "orc")
# These tell Glue how to go about it, not what to read or write.
_HOW = {"groupFiles", "groupSize", "maxBand", "maxFilesInBand", "useS3ListImplementation", "enableUpdateCatalog",
        "updateBehavior", "transformation_ctx", "catalogId", "optimizePerformance", "maxFilesPerTrigger", "version"}
_READ = {"paths", "path", "recurse", "compressionType", "compression"} | _HOW
_WRITE = {"path", "paths", "partitionKeys", "compression"} | _HOW


def refuse_unknown(kind, known, given):
    for name in given:
        if name not in known:
            raise missing("The {} option '{}'".format(kind, name))


def yes(value):
    return str(value).strip().lower() == "true"


def file_format(connection_type, format):
    """The format of files, or an exception for what is none."""
    if connection_type in ("parquet", "orc"):
        connection_type, format = "s3", format or connection_type
    if connection_type not in _FILES:
        raise missing(
            "A connection of type '{}'".format(connection_type),
            "There is no such database or stream here; read files by connection type 's3'.")
    name = {"glueparquet": "parquet"}.get(format, format)
    if name is None:
        raise ValueError("which format? Files need one: " + ", ".join(_FORMATS))
    if name not in _FORMATS:
        raise missing("Format '{}'".format(format), "There are " + ", ".join(_FORMATS) + ".")
    return name


def read(spark, connection_type, options, format, format_options):
    name = file_format(connection_type, format)
    refuse_unknown("connection", _READ, options)
    paths = options.get("paths", options.get("path"))
    if isinstance(paths, str):
        paths = json.loads(paths) if paths.lstrip().startswith("[") else [paths]
    if not paths:
        raise ValueError("connection_options needs 'paths', a list of addresses such as s3://bucket/prefix/")
    reader = spark.read
    headless = False
    if name == "csv":
        reader, headless = _csv_reader(reader, format_options)
    elif name == "json":
        refuse_unknown("json", {"multiline"}, format_options)
        reader = reader.option("multiLine", yes(format_options.get("multiline", False)))
    df = reader.format(name).load(list(paths))
    if yes(options.get("recurse", False)):
        deep = reader.format(name).option("recursiveFileLookup", "true").load(list(paths))
        if not any("=" in step for file in deep.inputFiles() for step in file.split("/")[:-1]):
            df = deep
    return df.toDF(*["col%d" % i for i in range(len(df.columns))]) if headless else df


def _csv_reader(reader, options):
    refuse_unknown("csv", {
        "separator", "escaper", "quoteChar", "multiline", "withHeader", "writeHeader", "skipFirst",
        "optimizePerformance", "mixedQuotes"}, options)
    header = yes(options.get("withHeader", False))
    skip = yes(options.get("skipFirst", False))
    if header and skip:
        raise missing("csv with both withHeader and skipFirst")
    reader = reader.option("header", header or skip).option("sep", options.get("separator", ","))
    reader = reader.option("multiLine", yes(options.get("multiline", False)))
    quote = str(options.get("quoteChar", '"'))
    reader = reader.option("quote", "" if quote == "-1" else quote)
    escaper = options.get("escaper", "none")
    # Without an escaper, a doubled quote stands for one, as in RFC 4180.
    return reader.option("escape", '"' if escaper == "none" else escaper), not header


def write(df, connection_type, options, format, format_options):
    """Appends a data frame to files, as Glue's sinks do; answers with the format that was written."""
    name = file_format(connection_type, format)
    refuse_unknown("connection", _WRITE, options)
    path = options.get("path") or (options.get("paths") or [None])[0]
    if not path:
        raise ValueError("connection_options needs 'path', an address such as s3://bucket/prefix/")
    writer = df.write.mode("append").format(name)
    compression = options.get("compression", format_options.get("compression"))
    if compression:
        writer = writer.option("compression", compression)
    if name == "csv":
        writer = _csv_writer(writer, format_options)
    elif name in ("parquet", "orc"):
        refuse_unknown(name, {
            "compression", "blockSize", "pageSize", "useGlueParquetWriter", "writeHeader"}, format_options)
    keys = partition_keys(options)
    for key in keys:
        if key not in df.columns:
            raise AnalysisException("Partition column `{}` not found in schema {}".format(
                key, df.schema.simpleString()))
    (writer.partitionBy(*keys) if keys else writer).save(path)
    return name


def partition_keys(options):
    keys = options.get("partitionKeys") or []
    return [keys] if isinstance(keys, str) else list(keys)


def _csv_writer(writer, options):
    refuse_unknown("csv", {"separator", "escaper", "quoteChar", "writeHeader", "withHeader", "compression"}, options)
    writer = writer.option("header", yes(options.get("writeHeader", True))).option("sep", options.get("separator", ","))
    quote = str(options.get("quoteChar", '"'))
    writer = writer.option("quote", "" if quote == "-1" else quote)
    escaper = options.get("escaper", "none")
    return writer.option("escape", '"' if escaper == "none" else escaper)


def records_text(df, rows):
    """Records as DynamicFrame.show() prints them: one JSON object a line."""
    return "\n".join(
        json.dumps(row.asDict(recursive=True), default=str, ensure_ascii=False) for row in df.take(rows))

