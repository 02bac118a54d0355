package io.gluethread.broker.session;

/** What a person can set of a session before it starts, named as the kernel's magics name it. */
public enum Setting {
    LANGUAGE("language"),
    REGION("region"),
    IAM_ROLE("iam_role"),
    GLUE_VERSION("glue_version"),
    WORKER_TYPE("worker_type"),
    NUMBER_OF_WORKERS("number_of_workers"),
    MAX_CAPACITY("max_capacity"),
    IDLE_TIMEOUT("idle_timeout"),
    TIMEOUT("timeout"),
    SESSION_TYPE("session_type"),
    SESSION_ID_PREFIX("session_id_prefix"),
    SECURITY_CONFIG("security_config"),
    CONNECTIONS("connections"),
    ARGUMENTS("arguments"),
    TAGS("tags"),
    NAME("name");

    private final String magic;

    Setting(String magic) {
        this.magic = magic;
    }

    /** The name after the percent sign. */
    public String magic() {
        return magic;
    }
}
