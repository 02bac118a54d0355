"""A place that frames are read from: what GlueContext.getSource gives."""

from awsglue import storage
from awsglue.dynamicframe import DynamicFrame


class DataSource:
    def __init__(self, glue_ctx, connection_type, options, name=""):
        self._glue_ctx = glue_ctx
        self._connection_type = connection_type
        self._options = options
        self._format, self._format_options = None, {}
        self.name = name

    def setFormat(self, format, **options):
        self._format, self._format_options = format, options

    def getFrame(self):
        df = storage.read(
            self._glue_ctx.spark_session, self._connection_type, self._options, self._format, self._format_options)
        return DynamicFrame(df, self._glue_ctx, self.name)
