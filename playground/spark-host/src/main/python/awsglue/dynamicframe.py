"""DynamicFrame on a Spark DataFrame. Types are settled when it is made, so there are no choice types in it."""

from functools import reduce

from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from awsglue import fields, gluetypes, storage
from awsglue.limits import missing


class ResolveOption:
    def __init__(self, path, action, target=None):
        self.path, self.action, self.target = path, action, target


class DynamicFrame:
    def __init__(self, jdf, glue_ctx, name=""):
        self._df = jdf if isinstance(jdf, DataFrame) else DataFrame(jdf, glue_ctx.spark_session)
        self.glue_ctx = glue_ctx
        self.name = name

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError("DynamicFrame.{} is not in the playground's awsglue; toDF() gives a DataFrame".format(name))

    @classmethod
    def fromDF(cls, dataframe, glue_ctx, name=""):
        return cls(dataframe, glue_ctx, name)

    def toDF(self, options=None):
        if options:
            raise missing("DynamicFrame.toDF with options", "Use resolveChoice before it.")
        return self._df

    def _new(self, df, name=None):
        return DynamicFrame(df, self.glue_ctx, self.name if name is None else name)

    # What is in it

    def count(self):
        return self._df.count()

    def schema(self):
        return gluetypes.from_spark(self._df.schema)

    def printSchema(self):
        print(fields.tree_text(self._df.schema))

    def show(self, num_rows=20):
        print(storage.records_text(self._df, num_rows))

    def getNumPartitions(self):
        return self._df.rdd.getNumPartitions()

    def repartition(self, numPartitions, *_, **__):
        return self._new(self._df.repartition(numPartitions))

    def coalesce(self, numPartitions, *_, **__):
        return self._new(self._df.coalesce(numPartitions))

    # Transforms

    def apply_mapping(self, mappings, case_sensitive=False, transformation_ctx="", info="", stageThreshold=0,
                      totalThreshold=0, **_):
        tree = {}
        for mapping in mappings:
            source, target, target_type = _mapping(mapping)
            names = fields.steps(source)
            if fields.find(self._df.schema, names) is not None:
                fields.plant(tree, fields.steps(target), fields.cast(fields.column(names), target_type))
        return self._new(self._df.select(*fields.nested(tree)))

    def select_fields(self, paths, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0, **_):
        tree = {}
        for path in _listed(paths):
            names = fields.steps(path)
            if fields.find(self._df.schema, names) is not None:
                fields.plant(tree, names, fields.column(names))
        return self._new(self._df.select(*fields.nested(tree)))

    def drop_fields(self, paths, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0, **_):
        return self._new(reduce(lambda df, path: fields.without(df, fields.steps(path)), _listed(paths), self._df))

    def rename_field(self, oldName, newName, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0, **_):
        old, new = fields.steps(oldName), fields.steps(newName)
        if fields.find(self._df.schema, old) is None:
            return self._new(self._df)
        if len(old) == 1 and len(new) == 1:
            return self._new(self._df.select(*[
                fields.column([c]).alias(new[0] if c == old[0] else c) for c in self._df.columns]))
        value = fields.column(old)
        if len(new) > 1 and fields.find(self._df.schema, new[:-1]) is None:
            raise missing("Renaming a field into a struct that is not there ('{}')".format(newName))
        return self._new(fields.without(fields.replaced(self._df, new, value), old))

    def resolveChoice(self, specs=None, choice="", database=None, table_name=None, transformation_ctx="", info="",
                      stageThreshold=0, totalThreshold=0, catalog_id=None, option="", **_):
        choice = choice or option
        if specs and choice:
            raise ValueError("Only one of specs and choice may be given")
        df = self._df
        if choice == "match_catalog":
            return self._new(self._as_in_catalog(database, table_name))
        for path, action in specs or []:
            df = _resolved(df, path, action)
        if choice:
            _target(choice)  # without choice types there is nothing that it could change
        return self._new(df)

    def _as_in_catalog(self, database, table_name):
        table = self.glue_ctx.tables.get(database, table_name)
        df = self._df
        for column in table["columns"] + table["partitionKeys"]:
            if column["name"] in df.columns:
                df = df.withColumn(column["name"], fields.column([column["name"]]).cast(column["type"]))
        return df

    def filter(self, f, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0, **_):
        rows = self._df.rdd.filter(lambda row: f(row.asDict(recursive=True)))
        return self._new(self.glue_ctx.spark_session.createDataFrame(rows, self._df.schema, verifySchema=False))

    def map(self, f, preservesPartitioning=False, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0,
            **_):
        before = self._df.schema
        records = self._df.rdd.map(lambda row: f(row.asDict(recursive=True)))
        schema = records.filter(lambda record: record is not None).map(_schema_of).fold(T.StructType(), T._merge_type)
        schema = T.StructType([T.StructField(field.name, _kept(field, before)) for field in schema.fields])
        return self._new(self.glue_ctx.spark_session.createDataFrame(records, schema, verifySchema=False))

    def join(self, paths1, paths2, frame2, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0, **_):
        keys1, keys2 = _listed(paths1), _listed(paths2)
        if len(keys1) != len(keys2) or not keys1:
            raise ValueError("a join needs as many keys of one frame as of the other: {} and {}".format(keys1, keys2))
        left, right = self._df.alias("_1"), frame2.toDF().alias("_2")
        same = [F.col("_1." + fields.quoted(fields.steps(a))) == F.col("_2." + fields.quoted(fields.steps(b)))
                for a, b in zip(keys1, keys2)]
        columns = [F.col("_1." + fields.quoted([c])) for c in left.columns]
        columns += [F.col("_2." + fields.quoted([c])).alias("." + c if c in left.columns else c) for c in right.columns]
        return self._new(left.join(right, reduce(lambda a, b: a & b, same)).select(*columns))

    def union(self, frame1, frame2=None, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0, **_):
        df = self._df
        for frame in (frame1, frame2):
            if isinstance(frame, DynamicFrame) and frame is not self:
                df = df.unionByName(frame.toDF(), allowMissingColumns=True)
        return self._new(df)

    def mergeDynamicFrame(self, stage_dynamic_frame, primary_keys, transformation_ctx="", options=None, info="",
                          stageThreshold=0, totalThreshold=0, **_):
        stage = stage_dynamic_frame.toDF()
        kept = self._df.join(stage, list(primary_keys), "left_anti").select(*[fields.column([c]) for c in self._df.columns])
        return self._new(kept.unionByName(stage, allowMissingColumns=True))

    def split_fields(self, paths, name1="name1", name2="name2", transformation_ctx="", info="", stageThreshold=0,
                     totalThreshold=0, **_):
        chosen = self.select_fields(paths)
        return _collection(self, (name1, chosen._df), (name2, self.drop_fields(paths)._df))

    def split_rows(self, comparison_dict, name1="frame1", name2="frame2", transformation_ctx="", info="",
                   stageThreshold=0, totalThreshold=0, **_):
        compare = {">": "__gt__", "<": "__lt__", ">=": "__ge__", "<=": "__le__", "=": "__eq__", "==": "__eq__",
                   "!=": "__ne__"}
        tests = []
        for path, comparisons in comparison_dict.items():
            for sign, value in comparisons.items():
                if sign not in compare:
                    raise ValueError("no comparison that split_rows knows: " + repr(sign))
                tests.append(getattr(fields.column(fields.steps(path)), compare[sign])(value))
        chosen = F.coalesce(reduce(lambda a, b: a & b, tests), F.lit(False))
        return _collection(self, (name1, self._df.where(chosen)), (name2, self._df.where(~chosen)))

    def unnest(self, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0, **_):
        return self._new(self._df.select(*_flat(self._df.schema)))

    def relationalize(self, root_table_name, staging_path=None, options=None, transformation_ctx="", info="",
                      stageThreshold=0, totalThreshold=0, **_):
        return _collection(self, *_relations(root_table_name, self._df))

    def unbox(self, path, format, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0, **options):
        if format != "json":
            raise missing("Unboxing '{}'".format(format), "There is json.")
        names = fields.steps(path)
        text = self._df.select(fields.column(names).alias("t")).where("t is not null").rdd.map(lambda row: row.t)
        schema = self.glue_ctx.spark_session.read.json(text).schema
        return self._new(fields.replaced(self._df, names, F.from_json(fields.column(names), schema)))

    def spigot(self, path, options=None, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0, **_):
        options = dict(options or {})
        sample = self._df
        if "prob" in options:
            sample = sample.sample(fraction=float(options["prob"]))
        if "topk" in options:
            sample = sample.limit(int(options["topk"]))
        storage.write(sample, "s3", {"path": path}, "json", {})
        return self

    # Errors: a DataFrame has no error records

    def errorsAsDynamicFrame(self):
        return self._new(self.glue_ctx.spark_session.createDataFrame([], "error string"))

    def errorsCount(self):
        return 0

    def stageErrorsCount(self):
        return 0

    def assertErrorThreshold(self):
        return None

    # Writing

    def write(self, connection_type, connection_options=None, format=None, format_options=None, accumulator_size=0):
        sink = self.glue_ctx.getSink(connection_type, format, **dict(connection_options or {}))
        sink.setFormat(format, **dict(format_options or {}))
        return sink.writeFrame(self)


class DynamicFrameCollection:
    def __init__(self, dynamic_frames, glue_ctx):
        self._frames = dict(dynamic_frames)
        self._glue_ctx = glue_ctx

    def __len__(self):
        return len(self._frames)

    def __getitem__(self, key):
        return self._frames[key]

    def keys(self):
        return self._frames.keys()

    def values(self):
        return self._frames.values()

    def items(self):
        return self._frames.items()

    def select(self, key, transformation_ctx=""):
        return self._frames[key]

    def map(self, callable, transformation_ctx=""):
        return DynamicFrameCollection(
            {key: callable(frame, transformation_ctx) for key, frame in self._frames.items()}, self._glue_ctx)

    def flatmap(self, f, transformation_ctx=""):
        frames = {}
        for key, frame in self._frames.items():
            result = f(frame, transformation_ctx)
            if isinstance(result, DynamicFrameCollection):
                frames.update({key + "_" + name: one for name, one in result.items()})
            else:
                frames[key] = result
        return DynamicFrameCollection(frames, self._glue_ctx)


class DynamicFrameReader:
    def __init__(self, glue_context):
        self._glue_context = glue_context

    def from_rdd(self, data, name, schema=None, sampleRatio=None):
        return self._glue_context.create_dynamic_frame_from_rdd(data, name, schema, sampleRatio)

    def from_options(self, connection_type, connection_options=None, format=None, format_options=None,
                     transformation_ctx="", push_down_predicate="", **kwargs):
        return self._glue_context.create_dynamic_frame_from_options(
            connection_type, connection_options, format, format_options, transformation_ctx, push_down_predicate, **kwargs)

    def from_catalog(self, database=None, table_name=None, redshift_tmp_dir="", transformation_ctx="",
                     push_down_predicate="", additional_options=None, catalog_id=None, name_space=None, **kwargs):
        return self._glue_context.create_dynamic_frame_from_catalog(
            database or name_space, table_name, redshift_tmp_dir, transformation_ctx, push_down_predicate,
            additional_options, catalog_id, **kwargs)


class DynamicFrameWriter:
    def __init__(self, glue_context):
        self._glue_context = glue_context

    def from_options(self, frame, connection_type, connection_options=None, format=None, format_options=None,
                     transformation_ctx="", **kwargs):
        return self._glue_context.write_dynamic_frame_from_options(
            frame, connection_type, connection_options, format, format_options, transformation_ctx)

    def from_catalog(self, frame, database=None, table_name=None, redshift_tmp_dir="", transformation_ctx="",
                     additional_options=None, catalog_id=None, name_space=None, **kwargs):
        return self._glue_context.write_dynamic_frame_from_catalog(
            frame, database or name_space, table_name, redshift_tmp_dir, transformation_ctx, additional_options, catalog_id)

    def from_jdbc_conf(self, frame, catalog_connection, connection_options=None, redshift_tmp_dir="",
                       transformation_ctx="", **kwargs):
        return self._glue_context.write_dynamic_frame_from_jdbc_conf(frame, catalog_connection, connection_options)


def _listed(paths):
    return [paths] if isinstance(paths, str) else list(paths)


def _mapping(mapping):
    parts = tuple(mapping)
    if len(parts) == 4:
        return parts[0], parts[2], parts[3]
    if len(parts) == 3:
        return parts[0], parts[1], parts[2]
    if len(parts) == 2:
        return parts[0], parts[1], ""
    raise ValueError("a mapping is (source column, source type, target column, target type), not " + repr(mapping))


def _target(action):
    """The type of a cast or projection; empty for what concerns choice types only."""
    word, _, target = action.partition(":")
    if word.lower() in ("cast", "project") and target:
        return target
    if word.lower() in ("make_cols", "make_struct") and not target:
        return ""
    raise ValueError("not an action of resolveChoice: '{}' (cast:type, project:type, make_cols, make_struct)".format(action))


def _resolved(df, path, action):
    target = _target(action)
    if not target:
        return df
    outer, mark, inner = path.partition("[]")
    names = fields.steps(outer)
    if fields.find(df.schema, names) is None:
        return df
    if not mark:
        return fields.replaced(df, names, fields.cast(fields.column(names), target))
    if "[]" in inner:
        raise missing("A path through two arrays ('{}')".format(path))
    within = fields.steps(inner[1:]) if inner else []
    change = (lambda x: x.withField(fields.quoted(within), fields.cast(x.getField(within[0]), target))) \
        if len(within) == 1 else (lambda x: fields.cast(x, target))
    if len(within) > 1:
        raise missing("A path that deep into an array ('{}')".format(path))
    return fields.replaced(df, names, F.transform(fields.column(names), change))


def _schema_of(record):
    if not isinstance(record, dict):
        raise TypeError("the function must return a record, which is a dict, not " + type(record).__name__)
    return T._infer_schema(record, infer_dict_as_struct=True)


def _kept(field, before):
    """A field's type as it was, where Python only knows a wider one."""
    old = next((one.dataType for one in before.fields if one.name == field.name), None)
    wider = {T.LongType: (T.IntegerType, T.ShortType, T.ByteType), T.DoubleType: (T.FloatType,),
             T.DecimalType: (T.DecimalType,)}
    if old is not None and (isinstance(field.dataType, T.NullType) or isinstance(old, wider.get(type(field.dataType), ()))):
        return old
    return field.dataType


def _flat(schema, above=()):
    """The leaves of nested structs as columns with dots in their names."""
    for field in schema.fields:
        names = above + (field.name,)
        if isinstance(field.dataType, T.StructType):
            yield from _flat(field.dataType, names)
        else:
            yield fields.column(names).alias(".".join(names))


def _relations(root, df):
    """The root with structs flattened and arrays as keys, then a table for each array, and so on within those."""
    flat = df.select(*_flat(df.schema))
    arrays = [field.name for field in flat.schema.fields if isinstance(field.dataType, T.ArrayType)]
    if not arrays:
        return [(root, flat)]
    numbered = flat.withColumn("_row", F.monotonically_increasing_id() + 1).persist()
    yield_root = numbered.select(*[
        F.when(F.col("`%s`" % c).isNotNull(), F.col("_row")).alias(c) if c in arrays else F.col("`%s`" % c)
        for c in flat.columns])
    found = [(root, yield_root)]
    for name in arrays:
        elements = numbered.select(F.col("_row").alias("id"), F.posexplode(F.col("`%s`" % name)).alias("index", name + ".val"))
        found += _relations(root + "_" + name, elements)
    return found


def _collection(frame, *named):
    return DynamicFrameCollection({name: frame._new(df, name) for name, df in named}, frame.glue_ctx)
