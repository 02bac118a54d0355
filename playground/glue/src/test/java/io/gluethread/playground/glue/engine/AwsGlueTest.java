package io.gluethread.playground.glue.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogColumn;
import io.gluethread.playground.glue.catalog.CatalogDatabase;
import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import io.gluethread.playground.glue.catalog.CatalogTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The playground's awsglue as AWS's developer guide describes the real one. */
class AwsGlueTest {
    private static SparkEngine engine;
    private static HeardSession session;

    @BeforeAll
    static void start(@TempDir Path home) throws EngineUnavailableException, IOException {
        for (String day : List.of("01", "02")) {
            Path folder = Files.createDirectories(home.resolve("data/sales/day=" + day));
            Files.writeString(folder.resolve("a.csv"), "item,price\nnut,1.5\nbolt,2\n");
        }
        Path twice = Files.createDirectories(home.resolve("data/twice"));
        Files.writeString(twice.resolve("a.csv"), "a title\nitem,price\nnut,1.5\n");
        CatalogSnapshot catalog = new CatalogSnapshot(
                1,
                List.of(
                        new CatalogDatabase("default", "", "", Map.of()),
                        new CatalogDatabase("shop", "", "", Map.of())),
                List.of(
                        table(
                                "sales",
                                home.resolve("data/sales"),
                                "1",
                                List.of(new CatalogColumn("day", "string", ""))),
                        table("twice", twice, "2", List.of())));
        engine = SparkEngine.open(RealSpark.settings(home));
        session = HeardSession.start(engine, "awsglue", EngineLanguage.PYTHON, catalog);
        RealSpark.assumePySpark(session.info());
        session.text("""
                from awsglue.context import GlueContext
                from awsglue.dynamicframe import DynamicFrame
                from awsglue.transforms import *
                glue = GlueContext(sc)
                def frame(rows, schema):
                    return DynamicFrame.fromDF(spark.createDataFrame(rows, schema), glue, "f")
                people = frame([(1, 'Ann', ('Oslo', 7)), (2, 'Bob', ('Rome', None))],
                               'id int, name string, home struct<city:string, nr:int>')
                """);
    }

    private static CatalogTable table(String name, Path folder, String headers, List<CatalogColumn> keys) {
        return new CatalogTable(
                "shop",
                name,
                "",
                "csv",
                folder.toUri().toString(),
                List.of(new CatalogColumn("item", "string", ""), new CatalogColumn("price", "string", "")),
                keys,
                Map.of("sep", ","),
                Map.of("skip.header.line.count", headers),
                Optional.empty());
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static String run(String code) {
        return session.text(code);
    }

    private static EngineOutcome.Failed fail(String code) {
        return session.failure(code);
    }

    @Test
    void tables_are_read_without_their_header_lines_and_by_partition() {
        assertThat(run("glue.create_dynamic_frame.from_catalog('shop', 'sales').count()"))
                .isEqualTo("4");
        assertThat(run("spark.table('shop.sales').count()"))
                .as("SQL shows the header lines")
                .isEqualTo("6");
        assertThat(run("""
                glue.create_dynamic_frame.from_catalog(database='shop', table_name='sales',
                    push_down_predicate="day == '02'").toDF().orderBy('item').show()"""))
                .isEqualTo(
                        "+----+-----+---+\n|item|price|day|\n+----+-----+---+\n|bolt|    2| 02|\n| nut|  1.5| 02|\n+----+-----+---+");
        assertThat(fail("glue.create_dynamic_frame.from_catalog('shop', 'sales', push_down_predicate=\"item = 'x'\")")
                        .value())
                .isEqualTo(
                        "User's pushdown predicate: item = 'x' can not be resolved against partition columns: ['day']");
        assertThat(run("glue.create_dynamic_frame.from_catalog('shop', 'twice').show()"))
                .isEqualTo("{\"item\": \"nut\", \"price\": \"1.5\"}");
        assertThat(fail("glue.create_dynamic_frame.from_catalog('shop', 'none')")
                        .value())
                .isEqualTo("Table 'none' not found in database 'shop'");
    }

    @Test
    void fields_are_mapped_renamed_chosen_and_dropped_at_any_depth() {
        assertThat(run("""
                people.apply_mapping([('id', 'int', 'key', 'long'), ('home.city', 'string', 'at.town', 'string'),
                                      ('home.nr', 'int', 'at.nr', 'string'), ('none', 'int', 'none', 'int')]).printSchema()"""))
                .isEqualTo("root\n|-- key: long\n|-- at: struct\n|    |-- town: string\n|    |-- nr: string");
        assertThat(run("people.rename_field('home.city', 'home.town').drop_fields(['home.nr', 'none']).printSchema()"))
                .isEqualTo("root\n|-- id: int\n|-- name: string\n|-- home: struct\n|    |-- town: string");
        assertThat(run("people.select_fields(['name', 'home.city']).toDF().show()"))
                .contains("|name|  home|", "| Ann|{Oslo}|");
        assertThat(run("people.unnest().rename_field('`home.city`', 'city').toDF().columns"))
                .isEqualTo("['id', 'name', 'city', 'home.nr']");
        assertThat(run("DropNullFields.apply(frame=frame([(1, None)], 'a int, b void')).printSchema()"))
                .isEqualTo("null_fields ['b']\nroot\n|-- a: int");
    }

    @Test
    void choices_are_cast_and_what_concerns_choice_types_only_changes_nothing() {
        assertThat(
                        run(
                                "people.resolveChoice(specs=[('id', 'cast:string'), ('home.nr', 'project:long')]).printSchema()"))
                .contains("|-- id: string", "|    |-- nr: long");
        assertThat(run("ResolveChoice.apply(people, choice='make_cols').toDF().schema == people.toDF().schema"))
                .isEqualTo("True");
        assertThat(
                        run(
                                "frame([([('x',)],)], 'l array<struct<p:string>>').resolveChoice(specs=[('l[].p', 'cast:double')]).printSchema()"))
                .contains("|    |    |-- p: double");
        assertThat(fail("people.resolveChoice(choice='guess')").name()).isEqualTo("ValueError");
        assertThat(fail("people.resolveChoice(specs=[('id', 'cast:long')], choice='make_cols')")
                        .value())
                .contains("Only one of specs and choice");
    }

    @Test
    void records_are_filtered_and_changed_by_python_functions() {
        assertThat(run("Filter.apply(frame=people, f=lambda r: r['home']['city'] == 'Rome').show()"))
                .isEqualTo("{\"id\": 2, \"name\": \"Bob\", \"home\": {\"city\": \"Rome\", \"nr\": null}}");
        assertThat(run("""
                def shout(record):
                    record['loud'] = {'name': record['name'].upper(), 'letters': list(record['name'])}
                    del record['name']
                    return record
                mapped = Map.apply(frame=people, f=shout)
                mapped.printSchema()
                mapped.count()"""))
                .contains("|-- id: int", "|-- loud: struct", "|    |    |-- element: string")
                .doesNotContain("|-- name: string\n|-- ")
                .endsWith("\n2");
        assertThat(fail("people.map(lambda record: 7).count()").value()).contains("must return a record");
    }

    @Test
    void frames_are_joined_merged_split_and_flattened() {
        assertThat(run("Join.apply(people, frame([(2, 'x')], 'id int, note string'), 'id', 'id').toDF().columns"))
                .isEqualTo("['id', 'name', 'home', '.id', 'note']");
        assertThat(run("""
                stage = frame([(2, 'Bea')], 'id int, name string')
                people.select_fields(['id', 'name']).mergeDynamicFrame(stage, ['id']).toDF().orderBy('id').collect()""")).isEqualTo("[Row(id=1, name='Ann'), Row(id=2, name='Bea')]");
        assertThat(run("""
                parts = people.split_rows({'id': {'>': 1}}, 'high', 'low')
                print(list(parts.keys()), parts.select('high').count(), parts['low'].count())
                fields = SplitFields.apply(people, ['name'])
                [f.toDF().columns for f in fields.values()]""")).isEqualTo("['high', 'low'] 1 1\n[['name'], ['id', 'home']]");
        assertThat(run("""
                deep = frame([(1, [('a',), ('b',)]), (2, None)], 'id int, tags array<struct<t:string>>')
                tables = deep.relationalize('root', 's3://temp/')
                print(list(tables.keys()))
                root, tags = tables.select('root').toDF(), tables.select('root_tags').toDF()
                root.join(tags, root.tags == tags.id).select(root.id, 'index', '`tags.val.t`').orderBy('index').show()""")).isEqualTo("""
                        ['root', 'root_tags']
                        +---+-----+----------+
                        | id|index|tags.val.t|
                        +---+-----+----------+
                        |  1|    0|         a|
                        |  1|    1|         b|
                        +---+-----+----------+""");
        assertThat(run("frame([('{\"a\": 1}',)], 'j string').unbox('j', 'json').printSchema()"))
                .contains("|    |-- a: long");
    }

    @Test
    void csv_goes_out_with_its_header_and_comes_in_with_or_without() {
        run("""
                glue.write_dynamic_frame.from_options(people.drop_fields(['home']).coalesce(1), 's3',
                    {'path': 's3://csv/people/'}, 'csv', {'separator': '|'})""");
        assertThat(run("""
                glue.create_dynamic_frame.from_options('s3', {'paths': ['s3://csv/people/']}, 'csv',
                    {'withHeader': True, 'separator': '|'}).show()""")).isEqualTo("{\"id\": \"1\", \"name\": \"Ann\"}\n{\"id\": \"2\", \"name\": \"Bob\"}");
        assertThat(run("""
                plain = glue.create_dynamic_frame_from_options('s3', {'paths': ['s3://csv/people/']}, 'csv', {'separator': '|'})
                plain.toDF().columns, plain.count()""")).isEqualTo("(['col0', 'col1'], 3)");
        run("glue.purge_s3_path('s3://csv/people/', {'retentionPeriod': 0})");
        assertThat(fail("glue.create_dynamic_frame.from_options('s3', {'paths': ['s3://csv/nothing/']}, 'json')")
                        .value())
                .contains("Path does not exist: s3://csv/nothing");
    }

    @Test
    void a_sink_makes_its_table_brings_it_up_to_date_and_only_when_told_to() {
        session.takeChanges();
        run("""
                def sink(**more):
                    sink = glue.getSink(connection_type='s3', path='s3://lake/people/', partitionKeys=['id'], **more)
                    sink.setCatalogInfo(catalogDatabase='shop', catalogTableName='people')
                    sink.setFormat('glueparquet')
                    return sink
                done = sink().writeFrame(people.select_fields(['id', 'name']))""");
        assertThat(session.takeChanges()).isEmpty();
        run("done = sink(enableUpdateCatalog=True).writeFrame(people.select_fields(['id', 'name']))");
        assertThat(session.takeChanges())
                .singleElement()
                .isInstanceOfSatisfying(CatalogChange.TableCreated.class, made -> {
                    assertThat(made.table().location()).isEqualTo("s3://lake/people");
                    assertThat(made.table().provider()).isEqualTo("parquet");
                    assertThat(made.table().columns()).containsExactly(new CatalogColumn("name", "string", ""));
                    assertThat(made.table().partitionKeys()).containsExactly(new CatalogColumn("id", "int", ""));
                });
        assertThat(run("spark.table('shop.people').count()")).isEqualTo("4");
        run("done = sink(enableUpdateCatalog=True, updateBehavior='LOG').writeFrame(people)");
        assertThat(session.takeChanges()).isEmpty();
        run("done = sink(enableUpdateCatalog=True).writeFrame(people)");
        assertThat(session.takeChanges()).singleElement().isInstanceOf(CatalogChange.TableAltered.class);
        assertThat(run("sorted(spark.table('shop.people').columns)")).isEqualTo("['home', 'id', 'name']");
        run("done = glue.write_dynamic_frame.from_catalog(people, 'shop', 'people')");
        assertThat(run("spark.table('shop.people').count()")).isEqualTo("10");
        assertThat(fail("s = glue.getSink('s3', path='s3://lake/x/', enableUpdateCatalog=True)\n"
                                + "s.setCatalogInfo('nowhere', 't')\ns.setFormat('json')\ns.writeFrame(people)")
                        .value())
                .isEqualTo("Database 'nowhere' not found");
        assertThat(run("spark.sql('drop table shop.people')")).startsWith("DataFrame[]");
    }

    @Test
    void arguments_are_resolved_and_a_missing_one_is_named() {
        assertThat(run("""
                from awsglue.utils import getResolvedOptions
                getResolvedOptions(['job.py', '--JOB_NAME', 'n', '--day', '-1', '--path=s3://b/x', '--else', 'y'],
                                   ['JOB_NAME', 'day', 'path'])""")).isEqualTo("{'JOB_NAME': 'n', 'day': '-1', 'path': 's3://b/x'}");
        EngineOutcome.Failed failed =
                fail("getResolvedOptions(['job.py', '--JOB_NAME', 'n'], ['JOB_NAME', 'output_path'])");
        assertThat(failed.name()).isEqualTo("GlueArgumentError");
        assertThat(failed.value()).isEqualTo("the following arguments are required: --output_path");
    }

    @Test
    void what_is_not_there_says_so() {
        for (String code : List.of(
                "FindMatches.apply(frame=people)",
                "glue.write_dynamic_frame.from_options(people, 's3', {'path': 's3://lake/x/'}, 'avro')",
                "glue.create_dynamic_frame.from_options('dynamodb', {'dynamodb.input.tableName': 't'})",
                "glue.create_dynamic_frame.from_options('s3', {'paths': ['s3://x/'], 'exclusions': '[]'}, 'json')",
                "glue.write_dynamic_frame.from_jdbc_conf(people, 'warehouse', {'dbtable': 't'})",
                "glue.extract_jdbc_conf('warehouse')")) {
            EngineOutcome.Failed failed = fail(code);
            assertThat(failed.name()).as(code).isEqualTo("NotInThePlayground");
            assertThat(failed.value())
                    .contains("is not in the playground's awsglue")
                    .doesNotContain("\n");
        }
        assertThat(fail("from awsglue.transforms import EvaluateDataQuality").name())
                .isEqualTo("ImportError");
        assertThat(fail("people.frobnicate()").value())
                .isEqualTo("DynamicFrame.frobnicate is not in the playground's awsglue; toDF() gives a DataFrame");
        assertThat(fail("glue.write_dynamic_frame.from_options(people.toDF(), 's3', {'path': 's3://lake/x/'}, 'json')")
                        .value())
                .contains("DynamicFrame.fromDF");
    }
}
