package io.gluethread.playground.glue.catalog;

import java.util.Locale;

/** How Glue describes the files of a table: the Hive classes that crawlers and Spark write into the catalog. */
enum StorageFormat {
    CSV(
            "org.apache.hadoop.mapred.TextInputFormat",
            "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"),
    TEXT(
            "org.apache.hadoop.mapred.TextInputFormat",
            "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"),
    JSON(
            "org.apache.hadoop.mapred.TextInputFormat",
            "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            "org.openx.data.jsonserde.JsonSerDe"),
    PARQUET(
            "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
            "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
            "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"),
    ORC(
            "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
            "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat",
            "org.apache.hadoop.hive.ql.io.orc.OrcSerde"),
    OTHER(
            "org.apache.hadoop.mapred.SequenceFileInputFormat",
            "org.apache.hadoop.hive.ql.io.HiveSequenceFileOutputFormat",
            "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe");

    private final String input;
    private final String output;
    private final String serde;

    StorageFormat(String input, String output, String serde) {
        this.input = input;
        this.output = output;
        this.serde = serde;
    }

    static StorageFormat of(String provider) {
        return switch (provider.toLowerCase(Locale.ROOT)) {
            case "csv" -> CSV;
            case "text" -> TEXT;
            case "json" -> JSON;
            case "parquet" -> PARQUET;
            case "orc" -> ORC;
            default -> OTHER;
        };
    }

    String input() {
        return input;
    }

    String output() {
        return output;
    }

    String serde() {
        return serde;
    }
}
