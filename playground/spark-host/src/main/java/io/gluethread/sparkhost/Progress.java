package io.gluethread.sparkhost;

import org.apache.spark.SparkContext;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import scala.Option;

/** How far a statement's Spark jobs are. New jobs add tasks, so the share is kept from going back and from reaching 1. */
final class Progress {
    private static final double MOST = 0.99;

    private final SparkStatusTracker tracker;
    private final String jobGroup;
    private double last;

    Progress(SparkContext context, String jobGroup) {
        this.tracker = context.statusTracker();
        this.jobGroup = jobGroup;
    }

    double last() {
        return last;
    }

    /** The share of tasks that are complete, 0 to 0.99; never less than before. */
    double now() {
        long all = 0;
        long complete = 0;
        for (int job : tracker.getJobIdsForGroup(jobGroup)) {
            Option<SparkJobInfo> info = tracker.getJobInfo(job);
            for (int stage : info.isEmpty() ? new int[0] : info.get().stageIds()) {
                Option<SparkStageInfo> tasks = tracker.getStageInfo(stage);
                if (!tasks.isEmpty()) {
                    all += tasks.get().numTasks();
                    complete += tasks.get().numCompletedTasks();
                }
            }
        }
        if (all > 0) {
            last = Math.max(last, Math.min(MOST, (double) complete / all));
        }
        return last;
    }
}
