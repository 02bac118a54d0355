package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An unmodified boto3 against the endpoint, written as its users write. */
final class Boto3Test {
    private static final String SCRIPT = """
            import json, os, time
            import boto3

            endpoint = os.environ["GLUE_ENDPOINT"]
            glue = boto3.client("glue", endpoint_url=endpoint)
            role = "arn:aws:iam::123456789012:role/GlueSessions"

            created = glue.create_session(Id="boto-1", Role=role,
                Command={"Name": "glueetl", "PythonVersion": "3"},
                WorkerType="G.1X", NumberOfWorkers=2, IdleTimeout=30, Tags={"owner": "ben"})
            assert created["Session"]["CreatedOn"].year == 2026, created
            while glue.get_session(Id="boto-1")["Session"]["Status"] != "READY":
                time.sleep(0.02)

            def outcome(code):
                number = glue.run_statement(SessionId="boto-1", Code=code)["Id"]
                while True:
                    statement = glue.get_statement(SessionId="boto-1", Id=number)["Statement"]
                    if statement["State"] in ("AVAILABLE", "ERROR", "CANCELLED"):
                        return statement
                    time.sleep(0.02)

            ok = outcome("print('grüße')")
            assert ok["Output"]["Data"]["TextPlain"] == "print('grüße')", ok
            assert isinstance(ok["StartedOn"], int), ok
            failed = outcome("fail")
            assert failed["State"] == "AVAILABLE" and failed["Output"]["Status"] == "error", failed
            assert failed["Output"]["ErrorName"] == "NameError", failed
            assert len(glue.list_statements(SessionId="boto-1")["Statements"]) == 2
            assert glue.get_tags(ResourceArn="arn:aws:glue:us-east-1:123456789012:session/boto-1")["Tags"] == {"owner": "ben"}

            held = glue.run_statement(SessionId="boto-1", Code="hold")["Id"]
            glue.cancel_statement(SessionId="boto-1", Id=held)
            try:
                glue.get_session(Id="nobody")
                raise AssertionError("nobody was found")
            except glue.exceptions.EntityNotFoundException as e:
                assert "nobody not found" in str(e), e

            tables = glue.get_paginator("get_tables").paginate(DatabaseName="sales_db")
            assert [t["Name"] for page in tables for t in page["TableList"]] == ["raw_orders"]
            prices = boto3.client("pricing", endpoint_url=endpoint).get_products(ServiceCode="AWSGlue", Filters=[
                {"Type": "TERM_MATCH", "Field": "usagetype", "Value": "USE1-GlueInteractiveSession-DPU-Hour"}])
            assert json.loads(prices["PriceList"][0])["product"]["attributes"]["regionCode"] == "us-east-1"
            assert boto3.client("sts", endpoint_url=endpoint).get_caller_identity()["Account"] == "123456789012"

            glue.stop_session(Id="boto-1")
            while glue.get_session(Id="boto-1")["Session"]["Status"] != "STOPPED":
                time.sleep(0.02)
            glue.delete_session(Id="boto-1")
            assert glue.list_sessions()["Ids"] == []
            print("all well")
            """;

    @TempDir
    private Path home;

    @TempDir
    private Path scratch;

    private RunningGlue glue;

    @BeforeEach
    void start() throws IOException {
        glue = RunningGlue.in(home);
    }

    @AfterEach
    void stop() {
        glue.close();
    }

    @Test
    void a_session_from_its_creation_to_its_end() throws Exception {
        ForeignProgram program = new ForeignProgram(scratch, glue.endpoint());
        program.requireThat("boto3", List.of("python3", "-c", "import boto3"));
        Path script = Files.writeString(scratch.resolve("session.py"), SCRIPT);
        ForeignProgram.Run run = program.run(List.of("python3", script.toString()));
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("all well");
    }
}
