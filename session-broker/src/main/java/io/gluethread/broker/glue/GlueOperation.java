package io.gluethread.broker.glue;

/** The operations of Glue that the port uses, under AWS's names. */
public enum GlueOperation {
    CREATE_SESSION("CreateSession"),
    GET_SESSION("GetSession"),
    LIST_SESSIONS("ListSessions"),
    STOP_SESSION("StopSession"),
    RUN_STATEMENT("RunStatement"),
    GET_STATEMENT("GetStatement"),
    LIST_STATEMENTS("ListStatements"),
    CANCEL_STATEMENT("CancelStatement");

    private final String awsName;

    GlueOperation(String awsName) {
        this.awsName = awsName;
    }

    public String awsName() {
        return awsName;
    }
}
