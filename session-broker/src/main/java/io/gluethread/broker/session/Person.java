package io.gluethread.broker.session;

/** Somebody in Slack, by team and user id. The same user id in another team is somebody else. */
public record Person(String team, String user) {
    public Person {
        if (team.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException("a person needs a team and a user id: '%s' '%s'".formatted(team, user));
        }
    }
}
