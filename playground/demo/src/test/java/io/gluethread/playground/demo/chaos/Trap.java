package io.gluethread.playground.demo.chaos;

import java.util.List;

/** A moment at which a replica is to be struck: a request that passes, and whether it has arrived by then. */
record Trap(String operation, String words, Phase phase) {
    /** When, seen from the request. */
    enum Phase {
        /** The process dies with the request on the wire: it arrives, the answer has nobody to go to. */
        ARRIVES,
        /** The process dies before the request is out. */
        LOST,
        /** The other side has done it and answered; the process dies before it can write that down. */
        ANSWERED
    }

    /** All moments that matter, each in every phase that it has. */
    static List<Trap> all() {
        return List.of(
                new Trap("CreateSession", "", Phase.ARRIVES),
                new Trap("CreateSession", "", Phase.LOST),
                new Trap("CreateSession", "", Phase.ANSWERED),
                new Trap("GetSession", "\"PROVISIONING\"", Phase.ANSWERED),
                new Trap("RunStatement", "gluethread prelude", Phase.ANSWERED),
                new Trap("RunStatement", "gluethread cell", Phase.ARRIVES),
                new Trap("RunStatement", "gluethread cell", Phase.LOST),
                new Trap("RunStatement", "gluethread cell", Phase.ANSWERED),
                new Trap("GetStatement", "\"RUNNING\"", Phase.ANSWERED),
                new Trap("GetStatement", "\"AVAILABLE\"", Phase.ANSWERED),
                new Trap("CancelStatement", "", Phase.ARRIVES),
                new Trap("CancelStatement", "", Phase.LOST),
                new Trap("CancelStatement", "", Phase.ANSWERED),
                new Trap("StopSession", "", Phase.ARRIVES),
                new Trap("StopSession", "", Phase.LOST),
                new Trap("StopSession", "", Phase.ANSWERED),
                new Trap("event", "", Phase.ANSWERED),
                new Trap("users.info", "", Phase.LOST),
                new Trap("chat.postMessage", "", Phase.ARRIVES),
                new Trap("chat.postMessage", "", Phase.LOST),
                new Trap("chat.postMessage", "", Phase.ANSWERED),
                new Trap("chat.update", "", Phase.ANSWERED),
                new Trap("reactions.add", "", Phase.ANSWERED),
                new Trap("files.getUploadURLExternal", "", Phase.ANSWERED),
                new Trap("files.completeUploadExternal", "", Phase.ARRIVES),
                new Trap("files.completeUploadExternal", "", Phase.LOST),
                new Trap("files.completeUploadExternal", "", Phase.ANSWERED));
    }

    boolean isSprungBy(Passing passing, boolean answered) {
        return answered == (phase == Phase.ANSWERED)
                && passing.operation().equals(operation)
                && (passing.request() + passing.answer()).contains(words);
    }

    @Override
    public String toString() {
        return "%s%s %s".formatted(operation, words.isEmpty() ? "" : " (" + words + ")", phase);
    }
}
