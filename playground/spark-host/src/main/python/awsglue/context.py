"""GlueContext: the way to frames, sources and sinks."""

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from awsglue import storage
from awsglue.catalog import Tables
from awsglue.data_sink import DataSink
from awsglue.data_source import DataSource
from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection, DynamicFrameReader, DynamicFrameWriter
from awsglue.limits import missing

_STREAMS = ("kafka", "kinesis")


class GlueContext:
    def __init__(self, sparkContext, **options):
        self._sc = sparkContext
        self.spark_session = SparkSession.builder.getOrCreate()
        self.tables = Tables(self.spark_session)
        self.create_dynamic_frame = DynamicFrameReader(self)
        self.write_dynamic_frame = DynamicFrameWriter(self)
        self.create_data_frame = _DataFrames(self)
        self.write_data_frame = _DataFrameWrites(self)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError("GlueContext.{} is not in the playground's awsglue.".format(name))

    # As of the SQLContext that it is on Glue

    @property
    def sparkSession(self):
        return self.spark_session

    @property
    def read(self):
        return self.spark_session.read

    def sql(self, query):
        return self.spark_session.sql(query)

    def table(self, name):
        return self.spark_session.table(name)

    def createDataFrame(self, *args, **kwargs):
        return self.spark_session.createDataFrame(*args, **kwargs)

    def setConf(self, key, value):
        self.spark_session.conf.set(key, value)

    def get_logger(self):
        """A logger that writes to the session's log, not into its answers."""
        return self._sc._jvm.org.slf4j.LoggerFactory.getLogger("GlueLogger")

    # Reading

    def getSource(self, connection_type, transformation_ctx="", push_down_predicate="", **options):
        return DataSource(self, connection_type, options, transformation_ctx)

    def create_dynamic_frame_from_rdd(self, data, name, schema=None, sample_ratio=None, transformation_ctx=""):
        return DynamicFrame(self.spark_session.createDataFrame(data, schema, sample_ratio), self, name)

    def create_dynamic_frame_from_catalog(self, database, table_name, redshift_tmp_dir="", transformation_ctx="",
                                          push_down_predicate="", additional_options=None, catalog_id=None, **kwargs):
        if not database or not table_name:
            raise ValueError("from_catalog needs database and table_name")
        df = self.tables.read(database, table_name, push_down_predicate)
        predicate = (additional_options or {}).get("catalogPartitionPredicate")
        return DynamicFrame(df.where(predicate) if predicate else df, self, table_name)

    def create_sample_dynamic_frame_from_catalog(self, database, table_name, num, *args, **kwargs):
        frame = self.create_dynamic_frame_from_catalog(database, table_name)
        return DynamicFrame(frame.toDF().limit(num), self, table_name)

    def create_dynamic_frame_from_options(self, connection_type, connection_options=None, format=None,
                                          format_options=None, transformation_ctx="", push_down_predicate="", **kwargs):
        options = dict(connection_options or {})
        df = storage.read(self.spark_session, connection_type, options, format, dict(format_options or {}))
        return DynamicFrame(df.where(push_down_predicate) if push_down_predicate else df, self, transformation_ctx)

    def add_ingestion_time_columns(self, dataFrame, timeGranularity=""):
        parts = ["year", "month", "day", "hour", "minute"]
        wanted = {"day": 3, "hour": 4, "minute": 5}
        if timeGranularity not in wanted:
            raise ValueError("timeGranularity is day, hour or minute, not " + repr(timeGranularity))
        now = F.current_timestamp()
        forms = dict(zip(parts, ("yyyy", "MM", "dd", "HH", "mm")))
        for part in parts[:wanted[timeGranularity]]:
            dataFrame = dataFrame.withColumn("ingest_" + part, F.date_format(now, forms[part]))
        return dataFrame

    # Writing

    def getSink(self, connection_type, format=None, transformation_ctx="", **options):
        return DataSink(self, connection_type, format, options)

    def write_dynamic_frame_from_options(self, frame, connection_type, connection_options=None, format=None,
                                         format_options=None, transformation_ctx="", **kwargs):
        return self.write_from_options(frame, connection_type, connection_options, format, format_options)

    def write_from_options(self, frame_or_dfc, connection_type, connection_options=None, format=None,
                           format_options=None, transformation_ctx="", **kwargs):
        if isinstance(frame_or_dfc, DataFrame):
            raise TypeError("frame is a DataFrame; DynamicFrame.fromDF(frame, glueContext, 'name') makes it a DynamicFrame")
        sink = self.getSink(connection_type, format, **dict(connection_options or {}))
        sink.setFormat(format, **dict(format_options or {}))
        return sink.write(frame_or_dfc)

    def write_dynamic_frame_from_catalog(self, frame, database, table_name, redshift_tmp_dir="", transformation_ctx="",
                                         additional_options=None, catalog_id=None, **kwargs):
        if isinstance(frame, DynamicFrameCollection):
            raise missing("Writing a collection into one table")
        self.tables.append(frame.toDF(), database, table_name, dict(additional_options or {}))
        return frame

    def write_dynamic_frame_from_jdbc_conf(self, frame, catalog_connection, connection_options=None, *args, **kwargs):
        raise missing("The connection '{}'".format(catalog_connection))

    def write_from_jdbc_conf(self, frame_or_dfc, catalog_connection, connection_options=None, *args, **kwargs):
        raise missing("The connection '{}'".format(catalog_connection))

    def extract_jdbc_conf(self, connection_name, catalog_id=None):
        raise missing("The connection '{}'".format(connection_name))

    # Files

    def purge_s3_path(self, s3_path, options=None, transformation_ctx=""):
        """Deletes files that are older than retentionPeriod hours, 168 if it is not given."""
        options = dict(options or {})
        storage.refuse_unknown("purge", {"retentionPeriod", "excludeStorageClasses", "manifestFilePath"}, options)
        jvm = self._sc._jvm
        path = jvm.org.apache.hadoop.fs.Path(s3_path)
        files = path.getFileSystem(self._sc._jsc.hadoopConfiguration())
        oldest = jvm.System.currentTimeMillis() - int(float(options.get("retentionPeriod", 168)) * 3_600_000)
        if not files.exists(path):
            return
        found = files.listFiles(path, True)
        while found.hasNext():
            status = found.next()
            if status.getModificationTime() <= oldest:
                files.delete(status.getPath(), False)

    def purge_table(self, database, table_name, options=None, transformation_ctx="", catalog_id=None):
        options = dict(options or {})
        if options.get("partitionPredicate"):
            raise missing("purge_table with partitionPredicate")
        options.pop("partitionPredicate", None)
        self.purge_s3_path(self.tables.get(database, table_name)["location"], options)
        self.tables.refresh(database, table_name)

    def transition_table(self, *args, **kwargs):
        raise missing("A storage class of S3")

    def transition_s3_path(self, *args, **kwargs):
        raise missing("A storage class of S3")

    def forEachBatch(self, frame, batch_function, options=None):
        raise missing("Streaming with forEachBatch", "DataFrame.writeStream.foreachBatch is Spark's own.")


class _DataFrames:
    """create_data_frame: as create_dynamic_frame, with a DataFrame as the answer."""

    def __init__(self, glue_context):
        self._glue_context = glue_context

    def from_catalog(self, database=None, table_name=None, *args, **kwargs):
        return self._glue_context.create_dynamic_frame.from_catalog(database, table_name, *args, **kwargs).toDF()

    def from_options(self, connection_type, *args, **kwargs):
        if connection_type in _STREAMS:
            raise missing("A stream of type '{}'".format(connection_type))
        return self._glue_context.create_dynamic_frame.from_options(connection_type, *args, **kwargs).toDF()


class _DataFrameWrites:
    def __init__(self, glue_context):
        self._glue_context = glue_context

    def _frame(self, frame):
        return DynamicFrame.fromDF(frame, self._glue_context, "")

    def from_catalog(self, frame, database=None, table_name=None, *args, **kwargs):
        return self._glue_context.write_dynamic_frame.from_catalog(self._frame(frame), database, table_name, *args, **kwargs)

    def from_options(self, frame, connection_type, *args, **kwargs):
        return self._glue_context.write_dynamic_frame.from_options(self._frame(frame), connection_type, *args, **kwargs)
