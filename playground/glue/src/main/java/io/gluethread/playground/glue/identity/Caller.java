package io.gluethread.playground.glue.identity;

/** Who everybody is on this endpoint: a role that somebody assumed. */
public record Caller(String account) {
    static final String ROLE = "gluethread";

    String arn() {
        return "arn:aws:sts::" + account + ":assumed-role/" + ROLE + "/playground";
    }

    String userId() {
        return "AROAGLUETHREADPLAYGR:playground";
    }

    /** What AWS says to somebody who may not. */
    public String notAllowed(String action) {
        return "User: " + arn() + " is not authorized to perform: " + action
                + " because no identity-based policy allows the " + action + " action";
    }
}
