"""Tables of the Data Catalog, read as Glue reads them and made as Glue's sinks make them."""

import json

from pyspark.errors import AnalysisException
from pyspark.sql import types as T

from awsglue import fields, storage
from awsglue.limits import missing


class Tables:
    def __init__(self, spark):
        self.spark = spark
        self.session = spark.sparkContext._jvm.io.gluethread.sparkhost.SessionCatalog

    def find(self, database, name):
        """What the catalog says of a table; None if there is none."""
        if not self.session.hasDatabase(database):
            raise AnalysisException("Database '{}' not found".format(database))
        text = self.session.describe(database, name)
        return json.loads(text) if text else None

    def get(self, database, name):
        table = self.find(database, name)
        if table is None:
            raise AnalysisException("Table '{}' not found in database '{}'".format(name, database))
        return table

    def read(self, database, name, predicate=""):
        """A table's rows. Unlike SQL this honours the table's skip.header.line.count."""
        table = self.get(database, name)
        if table["provider"] not in ("csv", "json", "parquet", "orc", "text", "view"):
            raise missing("Reading a table of '{}'".format(table["provider"]))
        skip = int(table["parameters"].get("skip.header.line.count", "0") or 0)
        if table["provider"] == "csv" and skip > 0:
            df = self._without_headers(table, skip)
        else:
            df = self.spark.table(fields.quoted([database, name]))
        return self._pruned(df, table, predicate) if predicate else df

    def _pruned(self, df, table, predicate):
        keys = [key["name"] for key in table["partitionKeys"]]
        try:
            self.spark.createDataFrame([], T.StructType(
                [df.schema[key] for key in keys])).where(predicate)
        except AnalysisException as error:
            raise AnalysisException("User's pushdown predicate: {} can not be resolved against partition columns: {}"
                                    .format(predicate, keys)) from error
        return df.where(predicate)

    def _without_headers(self, table, skip):
        schema = self.spark.table(fields.quoted([table["database"], table["name"]])).schema
        reader = self.spark.read.schema(schema).options(**dict(table["options"], header="true"))
        if skip == 1:
            return reader.csv(table["location"])
        if table["partitionKeys"]:
            raise missing("skip.header.line.count above 1 for a table with partitions")
        lines = self.spark.read.text(table["location"]).select("value", "_metadata.file_path", "_metadata.file_block_start")
        return reader.option("header", "false").csv(lines.rdd.mapPartitions(lambda rows: _after(rows, skip)))

    def append(self, frame_df, database, name, options):
        table = self.get(database, name)
        if table["provider"] == "view":
            raise AnalysisException("'{}.{}' is a view".format(database, name))
        keys = [key["name"] for key in table["partitionKeys"]]
        format_options = {}
        if table["provider"] == "csv":
            format_options = {
                "separator": table["options"].get("sep", ","),
                "writeHeader": table["options"].get("header", "false") == "true"
                or int(table["parameters"].get("skip.header.line.count", "0") or 0) > 0}
        storage.write(frame_df, "s3", {"path": table["location"], "partitionKeys": keys},
                      table["provider"], format_options)
        if storage.yes(options.get("enableUpdateCatalog", False)):
            self.update(frame_df, database, name, table["provider"], table["location"], keys, options, format_options)
        self.refresh(database, name)

    def update(self, df, database, name, format, path, keys, options, format_options):
        """Makes a table for what was written, or brings its columns up to date."""
        table = self.find(database, name)
        behaviour = options.get("updateBehavior") or "UPDATE_IN_DATABASE"
        if behaviour not in ("UPDATE_IN_DATABASE", "LOG"):
            raise ValueError("updateBehavior is UPDATE_IN_DATABASE or LOG, not " + str(behaviour))
        if table is not None and behaviour == "LOG":
            return
        provider = storage.file_format("s3", format)
        if table is None:
            settings = {}
            if provider == "csv":
                settings = {"sep": format_options.get("separator", ","),
                            "header": str(storage.yes(format_options.get("writeHeader", True))).lower()}
            table = {"database": database, "name": name.lower(), "description": "", "provider": provider,
                     "location": path, "options": settings, "parameters": {"classification": format}}
        elif [key["name"] for key in table["partitionKeys"]] != [key.lower() for key in keys]:
            raise AnalysisException("partitionKeys {} are not those of the table {}.{}: {}".format(
                keys, database, name, [key["name"] for key in table["partitionKeys"]]))
        types = {field.name: field.dataType.simpleString() for field in df.schema.fields}
        table["columns"] = [{"name": c.lower(), "type": types[c], "comment": ""} for c in df.columns if c not in keys]
        table["partitionKeys"] = [{"name": key.lower(), "type": types[key], "comment": ""} for key in keys]
        self.session.define(json.dumps(table))
        self.refresh(database, name)

    def refresh(self, database, name):
        self.spark.catalog.refreshTable(fields.quoted([database, name]))


def _after(rows, skip):
    """The lines of files without the first of each; a file's beginning is where a block starts at 0."""
    seen = {}
    for row in rows:
        n = seen.get(row.file_path, 0)
        if row.file_block_start == 0 and n < skip:
            seen[row.file_path] = n + 1
        else:
            yield row.value
