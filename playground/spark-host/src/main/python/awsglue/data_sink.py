"""A place that frames are written to: what GlueContext.getSink gives."""

from awsglue import storage


class DataSink:
    def __init__(self, glue_ctx, connection_type, format, options):
        self._glue_ctx = glue_ctx
        self._connection_type = connection_type
        self._format = format
        self._format_options = {}
        self._options = options
        self._table = None

    def setFormat(self, format, **options):
        self._format, self._format_options = format, options

    def setCatalogInfo(self, catalogDatabase, catalogTableName, catalogId=""):
        self._table = (catalogDatabase, catalogTableName)

    def setAccumulableSize(self, size):
        """Tells Glue how much error text to gather; nothing to do here."""

    def writeFrame(self, dynamic_frame, info=""):
        df = dynamic_frame.toDF()
        update = storage.yes(self._options.get("enableUpdateCatalog", False))
        tables = self._glue_ctx.tables
        if self._table and update:
            tables.find(*self._table)  # a database that is not there is told before anything is written
        storage.write(df, self._connection_type, self._options, self._format, self._format_options)
        if self._table and update:
            keys = storage.partition_keys(self._options)
            tables.update(df, *self._table, self._format, self._options["path"], keys, self._options, self._format_options)
        return dynamic_frame

    def write(self, dynamic_frame_or_dfc, info=""):
        from awsglue.dynamicframe import DynamicFrameCollection
        if isinstance(dynamic_frame_or_dfc, DynamicFrameCollection):
            base = self._options.get("path", "").rstrip("/")
            for name, frame in dynamic_frame_or_dfc.items():
                options = dict(self._options, path=base + "/" + name)
                storage.write(frame.toDF(), self._connection_type, options, self._format, self._format_options)
            return dynamic_frame_or_dfc
        return self.writeFrame(dynamic_frame_or_dfc, info)
