"""Glue's transforms; each is applied as Transform.apply(frame=…, …)."""

from pyspark.sql import types as T

from awsglue.dynamicframe import DynamicFrameCollection
from awsglue.limits import missing, missing_name


class GlueTransform:
    @classmethod
    def apply(cls, *args, **kwargs):
        return cls()(*args, **kwargs)

    @classmethod
    def name(cls):
        return cls.__name__


class ApplyMapping(GlueTransform):
    def __call__(self, frame, mappings, case_sensitive=False, transformation_ctx="", info="", stageThreshold=0,
                 totalThreshold=0):
        return frame.apply_mapping(mappings, case_sensitive)


class DropFields(GlueTransform):
    def __call__(self, frame, paths, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0):
        return frame.drop_fields(paths)


class DropNullFields(GlueTransform):
    """Drops the fields of type null and prints which they are, as Glue does."""

    def __call__(self, frame, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0):
        paths = list(_null_paths(frame.toDF().schema))
        print("null_fields", paths)
        return frame.drop_fields(paths)


class ErrorsAsDynamicFrame(GlueTransform):
    def __call__(self, frame):
        return frame.errorsAsDynamicFrame()


class Filter(GlueTransform):
    def __call__(self, frame, f, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0):
        return frame.filter(f)


class FlatMap(GlueTransform):
    def __call__(self, dfc, BaseTransform, frame_name="frame", transformation_ctx="", **base_kwargs):
        result = {}
        for key, frame in dfc.items():
            one = BaseTransform.apply(**dict(base_kwargs, **{frame_name: frame}))
            if isinstance(one, DynamicFrameCollection):
                result.update({key + "_" + name: inner for name, inner in one.items()})
            else:
                result[key] = one
        return DynamicFrameCollection(result, dfc._glue_ctx)


class Join(GlueTransform):
    def __call__(self, frame1, frame2, keys1, keys2, transformation_ctx=""):
        return frame1.join(keys1, keys2, frame2)


class Map(GlueTransform):
    def __call__(self, frame, f, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0):
        return frame.map(f)


class MapToCollection(GlueTransform):
    def __call__(self, dfc, callable, transformation_ctx=""):
        return dfc.map(lambda frame, _: callable(frame))


class Relationalize(GlueTransform):
    def __call__(self, frame, staging_path=None, name="roottable", options=None, transformation_ctx="", info="",
                 stageThreshold=0, totalThreshold=0):
        return frame.relationalize(name, staging_path, options)


class RenameField(GlueTransform):
    def __call__(self, frame, old_name, new_name, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0):
        return frame.rename_field(old_name, new_name)


class ResolveChoice(GlueTransform):
    def __call__(self, frame, specs=None, choice="", database=None, table_name=None, transformation_ctx="", info="",
                 stageThreshold=0, totalThreshold=0, catalog_id=None):
        return frame.resolveChoice(specs, choice, database, table_name)


class SelectFields(GlueTransform):
    def __call__(self, frame, paths, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0):
        return frame.select_fields(paths)


class SelectFromCollection(GlueTransform):
    def __call__(self, dfc, key, transformation_ctx=""):
        return dfc.select(key)


class Spigot(GlueTransform):
    def __call__(self, frame, path, options=None, transformation_ctx=""):
        return frame.spigot(path, options)


class SplitFields(GlueTransform):
    def __call__(self, frame, paths, name1="frame1", name2="frame2", transformation_ctx="", info="", stageThreshold=0,
                 totalThreshold=0):
        return frame.split_fields(paths, name1, name2)


class SplitRows(GlueTransform):
    def __call__(self, frame, comparison_dict, name1="frame1", name2="frame2", transformation_ctx="", info="",
                 stageThreshold=0, totalThreshold=0):
        return frame.split_rows(comparison_dict, name1, name2)


class Unbox(GlueTransform):
    def __call__(self, frame, path, format, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0,
                 **options):
        return frame.unbox(path, format, **options)


class UnnestFrame(GlueTransform):
    def __call__(self, frame, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0):
        return frame.unnest()


class _Absent(GlueTransform):
    def __call__(self, *args, **kwargs):
        raise missing("The transform " + type(self).__name__)


class FillMissingValues(_Absent):
    pass


class FindIncrementalMatches(_Absent):
    pass


class FindMatches(_Absent):
    pass


def _null_paths(schema, above=""):
    for field in schema.fields:
        path = above + ("`%s`" % field.name if "." in field.name else field.name)
        if isinstance(field.dataType, T.NullType):
            yield path
        elif isinstance(field.dataType, T.StructType):
            yield from _null_paths(field.dataType, path + ".")


def __getattr__(name):
    raise missing_name(__name__, name)


__all__ = [cls.__name__ for cls in GlueTransform.__subclasses__() if not cls.__name__.startswith("_")]
__all__ += [cls.__name__ for cls in _Absent.__subclasses__()] + ["GlueTransform"]
