package io.gluethread.playground.glue.job;

import io.gluethread.playground.glue.catalog.CatalogStore;
import io.gluethread.playground.glue.s3.S3Folder;
import io.gluethread.playground.glue.tag.Tags;
import io.gluethread.playground.glue.wire.AwsError;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All jobs of this endpoint with their runs. They end with it; what scripts wrote stays. */
public final class Jobs {
    /**
     * A job with its times and tags.
     *
     * @param modifiedOn when it was created or last updated
     */
    record Job(JobDefinition definition, Instant createdOn, Instant modifiedOn, Tags tags) {}

    /** A run with its process. */
    record Run(LocalRun state, RunProcess process) {}

    private static final int ID_BYTES = 32;

    private final RunProcess.Surroundings around;
    private final int maxRuns;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Job> jobs = new TreeMap<>();
    private final Map<String, List<Run>> runs = new HashMap<>();
    private long started;

    /**
     * No jobs yet.
     *
     * @param runner starts the scripts
     * @param s3 where they lie
     * @param outputs folder that keeps what they print
     * @param maxRuns whose processes may be on this machine at once
     */
    public Jobs(
            ScriptRunner runner, CatalogStore catalog, S3Folder s3, Path outputs, int maxRuns, InstantSource clock) {
        this.maxRuns = maxRuns;
        this.around = new RunProcess.Surroundings(runner, catalog, s3, outputs, clock);
    }

    Instant now() {
        return around.clock().instant();
    }

    synchronized void create(JobDefinition definition, Map<String, String> tags) {
        if (jobs.containsKey(definition.name())) {
            throw AwsError.alreadyExists("Job with name: " + definition.name() + " already exists.");
        }
        Instant now = now();
        jobs.put(definition.name(), new Job(definition, now, now, new Tags("Job " + definition.name(), tags)));
    }

    synchronized void update(JobDefinition definition) {
        Job before = find(definition.name());
        jobs.put(definition.name(), new Job(definition, before.createdOn(), now(), before.tags()));
    }

    /** Forgets a job with its runs, stopping those that are on; one that is not there is as good as deleted. */
    synchronized void delete(String name) {
        jobs.remove(name);
        Instant now = now();
        List<Run> gone = runs.remove(name);
        if (gone != null) {
            gone.forEach(run -> {
                boolean ignored = run.state().stop(now);
            });
        }
    }

    synchronized Job find(String name) {
        return lookUp(name).orElseThrow(() -> AwsError.notFound("Job with name: " + name + " not found."));
    }

    synchronized Optional<Job> lookUp(String name) {
        return Optional.ofNullable(jobs.get(name));
    }

    /** The tags of a job. */
    public Tags tags(String name) {
        return find(name).tags();
    }

    /** Every job by name. */
    synchronized List<Job> all() {
        return List.copyOf(jobs.values());
    }

    /** Begins a run of a job and returns its id. */
    synchronized String start(RunSpec spec, boolean queuing) {
        String name = spec.job().name();
        boolean jobFull = places(name) >= spec.job().maxConcurrentRuns();
        if (jobFull && !queuing) {
            throw new AwsError(400, "ConcurrentRunsExceededException", "Concurrent runs exceeded for " + name);
        }
        boolean machineFull = placesOfAll() >= maxRuns;
        if (machineFull && !queuing) {
            throw AwsError.limitExceeded("The limit of " + maxRuns
                    + " job runs at once on this machine is reached. Stop one and try again, or raise"
                    + " GLUETHREAD_SPARK_SESSIONS.");
        }
        boolean full = jobFull || machineFull;
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Run run = add(spec, "jr_" + HexFormat.of().formatHex(id), 0, Optional.empty());
        if (!full) {
            begin(run);
        }
        return run.state().id();
    }

    private Run add(RunSpec spec, String id, int attempt, Optional<String> previous) {
        String name = spec.job().name();
        RunProcess[] process = new RunProcess[1];
        LocalRun state = new LocalRun(id, ++started, spec, attempt, previous, now(), run -> {
            process[0] = new RunProcess(run, around, () -> over(name, run));
            return process[0];
        });
        Run run = new Run(state, process[0]);
        runs.computeIfAbsent(name, n -> new ArrayList<>()).add(run);
        return run;
    }

    private void begin(Run run) {
        if (run.state().start(now())) {
            run.process().begin();
        }
    }

    private long places(String name) {
        return runs.getOrDefault(name, List.of()).stream()
                .filter(run -> run.state().takesPlace())
                .count();
    }

    private long placesOfAll() {
        return runs.keySet().stream().mapToLong(this::places).sum();
    }

    /** After a run: another attempt if it failed and may be repeated, and the next of those that wait. */
    private synchronized void over(String name, LocalRun done) {
        List<Run> known = runs.getOrDefault(name, List.of());
        if (known.stream().noneMatch(run -> run.state() == done)) {
            return;
        }
        if (done.failed() && done.attempt() < done.spec().job().maxRetries()) {
            int attempt = done.attempt() + 1;
            String first = done.id().replaceFirst("_attempt_\\d+$", "");
            Run again = add(done.spec(), first + "_attempt_" + attempt, attempt, Optional.of(done.id()));
            begin(again);
        }
        runs.values().stream()
                .flatMap(List::stream)
                .filter(run -> run.state().waits())
                .sorted(Comparator.comparingLong(run -> run.state().number()))
                .toList()
                .forEach(this::beginIfThereIsRoom);
    }

    private void beginIfThereIsRoom(Run run) {
        JobDefinition job = run.state().spec().job();
        if (placesOfAll() < maxRuns && places(job.name()) < job.maxConcurrentRuns()) {
            begin(run);
        }
    }

    /** The runs of a job, newest first. */
    synchronized List<Run> runs(String name) {
        return runs.getOrDefault(name, List.of()).stream()
                .sorted(Comparator.comparingLong((Run run) -> run.state().number())
                        .reversed())
                .toList();
    }

    synchronized Optional<Run> run(String name, String id) {
        return runs.getOrDefault(name, List.of()).stream()
                .filter(run -> run.state().id().equals(id))
                .findFirst();
    }

    /** Lets time-outs happen that nobody asks about. */
    public void advance() {
        Instant now = now();
        List<Run> all;
        synchronized (this) {
            all = runs.values().stream().flatMap(List::stream).toList();
        }
        all.forEach(run -> run.state().advance(now));
    }
}
