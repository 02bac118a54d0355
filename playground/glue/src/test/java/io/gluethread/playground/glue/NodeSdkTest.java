package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unmodified JavaScript SDK against the endpoint, as a program of its own. */
final class NodeSdkTest extends RunningGlueTest {
    private static final String SCRIPT = """
            const assert = require("node:assert/strict");
            const glueSdk = require("@aws-sdk/client-glue");
            const s3Sdk = require("@aws-sdk/client-s3");
            const endpoint = process.env.GLUE_ENDPOINT;
            const glue = new glueSdk.Glue({ endpoint, region: "us-east-1" });
            const s3 = new s3Sdk.S3({ endpoint, region: "us-east-1", forcePathStyle: true });
            const pause = () => new Promise(done => setTimeout(done, 20));
            const until = async (ask, good) => {
              for (;;) { const answer = await ask(); if (good(answer)) return answer; await pause(); }
            };

            (async () => {
              const Role = "arn:aws:iam::123456789012:role/GlueSessions";
              const created = await glue.createSession({ Id: "node-1", Role, GlueVersion: "5.1", WorkerType: "R.1X",
                NumberOfWorkers: 2, IdleTimeout: 30, Command: { Name: "glueetl", PythonVersion: "3" }, Tags: { owner: "ben" } });
              assert.equal(created.Session.CreatedOn.toISOString(), "2026-11-21T12:00:00.123Z");
              await until(() => glue.getSession({ Id: "node-1" }), a => a.Session.Status === "READY");
              const { Id } = await glue.runStatement({ SessionId: "node-1", Code: "print('gr\\u00fc\\u00dfe')" });
              const done = await until(() => glue.getStatement({ SessionId: "node-1", Id }), a => a.Statement.State === "AVAILABLE");
              assert.equal(done.Statement.Output.Data.TextPlain, "print('gr\\u00fc\\u00dfe')");
              assert.equal(done.Statement.Output.Status, "ok");
              assert.equal(typeof done.Statement.StartedOn, "number");
              await assert.rejects(glue.getSession({ Id: "nobody" }), e => {
                assert.equal(e.name, "EntityNotFoundException");
                assert.equal(e.$fault, "client");
                return true;
              });
              await assert.rejects(glue.createSession({ Id: "c", Role, Command: { Name: "glueetl" }, SessionType: "SPARK_CONNECT" }),
                { name: "OperationNotSupportedException" });
              await assert.rejects(glue.getSessionEndpoint({ SessionId: "node-1" }), { name: "OperationNotSupportedException" });
              const names = [];
              for await (const page of glueSdk.paginateGetDatabases({ client: glue, pageSize: 1 }, {}))
                names.push(...page.DatabaseList.map(d => d.Name));
              assert.deepEqual(names, ["covid-19", "default", "sales_db"]);
              const found = await glue.searchTables({ SearchText: "orders" });
              assert.deepEqual(found.TableList.map(t => t.Name), ["raw_orders"]);

              await s3.createBucket({ Bucket: "scripts" });
              await s3.putObject({ Bucket: "scripts", Key: "a b/ok.py", Body: "ok" });
              const head = await s3.headObject({ Bucket: "scripts", Key: "a b/ok.py", ChecksumMode: "ENABLED" });
              assert.equal(head.ContentLength, 2);
              assert.ok(head.ChecksumCRC32);
              const got = await s3.getObject({ Bucket: "scripts", Key: "a b/ok.py" });
              assert.equal(await got.Body.transformToString(), "ok");
              const { Readable } = require("node:stream");
              await s3.putObject({ Bucket: "scripts", Key: "streamed", ContentLength: 11, Body: Readable.from([Buffer.from("hello "), Buffer.from("world")]) });
              assert.equal(await (await s3.getObject({ Bucket: "scripts", Key: "streamed" })).Body.transformToString(), "hello world");
              const keys = [];
              for await (const page of s3Sdk.paginateListObjectsV2({ client: s3, pageSize: 1 }, { Bucket: "scripts" }))
                keys.push(...page.Contents.map(o => o.Key));
              assert.deepEqual(keys, ["a b/ok.py", "streamed"]);

              await glue.createJob({ Name: "j", Role, Command: { Name: "glueetl", ScriptLocation: "s3://scripts/a b/ok.py" } });
              const { JobRunId } = await glue.startJobRun({ JobName: "j" });
              const run = await until(() => glue.getJobRun({ JobName: "j", RunId: JobRunId }), a => a.JobRun.JobRunState === "SUCCEEDED");
              assert.ok(run.JobRun.CompletedOn instanceof Date);

              const held = await glue.runStatement({ SessionId: "node-1", Code: "hold" });
              await glue.cancelStatement({ SessionId: "node-1", Id: held.Id });
              await until(() => glue.getStatement({ SessionId: "node-1", Id: held.Id }), a => a.Statement.State === "CANCELLED");
              await glue.stopSession({ Id: "node-1" });
              await until(() => glue.getSession({ Id: "node-1" }), a => a.Session.Status === "STOPPED");
              console.log("all well");
            })().catch(e => { console.error(e); process.exit(1); });
            """;

    @TempDir
    private Path scratch;

    @Test
    void a_session_an_object_and_a_job_from_beginning_to_end() throws Exception {
        ForeignProgram program = new ForeignProgram(scratch, glue.endpoint());
        program.requireThat("Node", List.of("node", "--version"));
        Optional<Path> modules = NodeModules.with("@aws-sdk/client-glue");
        if (modules.isEmpty()) {
            throw program.skipped(
                    "@aws-sdk/client-glue is not here (run npm ci in playground/node, or set GLUETHREAD_NODE_MODULES)");
        }
        Files.createSymbolicLink(scratch.resolve("node_modules"), modules.get());
        Path script = Files.writeString(scratch.resolve("session.cjs"), SCRIPT);
        ForeignProgram.Run run = program.run(List.of("node", "--no-warnings", script.toString()));
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("all well");
    }
}
