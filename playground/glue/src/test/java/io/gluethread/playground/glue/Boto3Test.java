package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An unmodified boto3 against the endpoint, written as its users write. */
final class Boto3Test extends RunningGlueTest {
    private static final String SCRIPT = """
            import io, json, os, time
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

            pages = [page for page in glue.get_paginator("get_databases").paginate(PaginationConfig={"PageSize": 1})]
            assert len(pages) == 3, pages
            try:
                glue.get_databases(NextToken="foreign")
                raise AssertionError("a foreign token was taken")
            except glue.exceptions.InvalidInputException as e:
                assert "NextToken" in str(e), e

            s3 = boto3.client("s3", endpoint_url=endpoint)
            s3.create_bucket(Bucket="scripts")
            s3.put_object(Bucket="scripts", Key="jobs/ok.py", Body=b"ok", Metadata={"owner": "ben"})
            got = s3.get_object(Bucket="scripts", Key="jobs/ok.py")
            assert got["Body"].read() == b"ok" and got["Metadata"] == {"owner": "ben"}, got
            part = s3.get_object(Bucket="scripts", Key="jobs/ok.py", Range="bytes=1-")
            assert part["Body"].read() == b"k", part
            assert [o["Key"] for o in s3.list_objects_v2(Bucket="scripts", Prefix="jobs/")["Contents"]] == ["jobs/ok.py"]
            try:
                s3.get_object(Bucket="scripts", Key="gone")
                raise AssertionError("gone was found")
            except s3.exceptions.NoSuchKey:
                pass
            s3.upload_fileobj(io.BytesIO(b"x" * (9 * 1024 * 1024)), "scripts", "large")
            assert s3.head_object(Bucket="scripts", Key="large")["ContentLength"] == 9 * 1024 * 1024

            glue.create_job(Name="job", Role=role, Command={"Name": "glueetl", "ScriptLocation": "s3://scripts/jobs/ok.py"},
                DefaultArguments={"--output_path": "s3://out"})
            try:
                glue.start_job_run(JobName="jobs")
                raise AssertionError("jobs was started")
            except glue.exceptions.EntityNotFoundException:
                pass
            run = glue.start_job_run(JobName="job", Arguments={"--output_path": "s3://other"})["JobRunId"]
            while glue.get_job_run(JobName="job", RunId=run)["JobRun"]["JobRunState"] != "SUCCEEDED":
                time.sleep(0.02)
            assert glue.get_job_runs(JobName="job")["JobRuns"][0]["Arguments"] == {"--output_path": "s3://other"}
            iam = boto3.client("iam", endpoint_url=endpoint)
            trust = iam.get_role(RoleName="GlueSessions")["Role"]["AssumeRolePolicyDocument"]
            assert trust["Statement"][0]["Principal"] == {"Service": "glue.amazonaws.com"}, trust

            glue.stop_session(Id="boto-1")
            while glue.get_session(Id="boto-1")["Session"]["Status"] != "STOPPED":
                time.sleep(0.02)
            glue.delete_session(Id="boto-1")
            assert glue.list_sessions()["Ids"] == []
            print("all well")
            """;

    @TempDir
    private Path scratch;

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
