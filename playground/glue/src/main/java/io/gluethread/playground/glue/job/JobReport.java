package io.gluethread.playground.glue.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.Json;

/** Every job with its runs, newest first, and what Glue does not return: process ids and where the output lies. */
public final class JobReport {
    private final Jobs jobs;

    public JobReport(Jobs jobs) {
        this.jobs = jobs;
    }

    public ArrayNode json() {
        ArrayNode list = Json.object().putArray("jobs");
        jobs.all().forEach(job -> {
            String name = job.definition().name();
            ObjectNode json = list.addObject().put("name", name);
            json.put("script_location", job.definition().scriptLocation());
            json.set("tags", Json.object(job.tags().all()));
            ArrayNode runs = json.putArray("runs");
            jobs.runs(name).forEach(run -> {
                ObjectNode told = JobJson.run(run.state(), jobs.now());
                told.put("output", run.process().output().toString());
                run.process().pid().ifPresent(pid -> told.put("pid", pid));
                runs.add(told);
            });
        });
        return list;
    }
}
