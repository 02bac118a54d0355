"""The types in which a DynamicFrame tells its schema."""

from pyspark.sql import types as T

from awsglue.fields import type_name


class DataType:
    def __init__(self, properties=None):
        self.properties = dict(properties or {})

    @classmethod
    def typeName(cls):
        name = cls.__name__
        return (name[:-4] if name.endswith("Type") else name).lower()

    def jsonValue(self):
        return {"dataType": self.typeName(), "properties": self.properties}

    def __repr__(self):
        return "{}({})".format(type(self).__name__, self.properties)

    def __eq__(self, other):
        return type(self) is type(other) and self.jsonValue() == other.jsonValue()

    def __hash__(self):
        return hash(repr(self.jsonValue()))


class AtomicType(DataType):
    @classmethod
    def fromJsonValue(cls, json_value):
        return cls(json_value.get("properties", {}))


class BinaryType(AtomicType):
    pass


class BooleanType(AtomicType):
    pass


class ByteType(AtomicType):
    pass


class DateType(AtomicType):
    pass


class DoubleType(AtomicType):
    pass


class FloatType(AtomicType):
    pass


class IntegerType(AtomicType):
    @classmethod
    def typeName(cls):
        return "int"


class LongType(AtomicType):
    pass


class NullType(AtomicType):
    pass


class ShortType(AtomicType):
    pass


class StringType(AtomicType):
    pass


class TimestampType(AtomicType):
    pass


class UnknownType(AtomicType):
    pass


class DecimalType(AtomicType):
    def __init__(self, precision=10, scale=2, properties=None):
        super().__init__(properties)
        self.precision, self.scale = precision, scale

    def jsonValue(self):
        return dict(super().jsonValue(), precision=self.precision, scale=self.scale)


class ArrayType(DataType):
    def __init__(self, elementType=None, properties=None):
        super().__init__(properties)
        self.elementType = elementType or UnknownType()

    def jsonValue(self):
        return dict(super().jsonValue(), elementType=self.elementType.jsonValue())


class MapType(DataType):
    def __init__(self, valueType=None, properties=None):
        super().__init__(properties)
        self.valueType = valueType or UnknownType()

    def jsonValue(self):
        return dict(super().jsonValue(), valueType=self.valueType.jsonValue())


class Field:
    def __init__(self, name, dataType, properties=None):
        self.name, self.dataType, self.properties = name, dataType, dict(properties or {})

    def jsonValue(self):
        return {"name": self.name, "container": self.dataType.jsonValue(), "properties": self.properties}

    def __repr__(self):
        return "Field({}, {}, {})".format(self.name, self.dataType, self.properties)


class StructType(DataType):
    def __init__(self, fields=None, properties=None):
        super().__init__(properties)
        self.fields = list(fields or [])

    @property
    def field_map(self):
        return {field.name: field for field in self.fields}

    def __iter__(self):
        return iter(self.fields)

    def add(self, field):
        self.fields.append(field)

    def hasField(self, field):
        return getattr(field, "name", field) in self.field_map

    def getField(self, field):
        return self.field_map[getattr(field, "name", field)]

    def jsonValue(self):
        return dict(super().jsonValue(), fields=[field.jsonValue() for field in self.fields])

    def __repr__(self):
        return "StructType({}, {})".format(self.fields, self.properties)


_BY_NAME = {cls.typeName(): cls for cls in AtomicType.__subclasses__()}


def from_spark(data_type):
    if isinstance(data_type, T.StructType):
        return StructType([Field(field.name, from_spark(field.dataType)) for field in data_type.fields])
    if isinstance(data_type, T.ArrayType):
        return ArrayType(from_spark(data_type.elementType))
    if isinstance(data_type, T.MapType):
        return MapType(from_spark(data_type.valueType))
    if isinstance(data_type, T.DecimalType):
        return DecimalType(data_type.precision, data_type.scale)
    return _BY_NAME.get(type_name(data_type), UnknownType)()
