package io.gluethread.playground.slack.workspace;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Who is who in the playground. */
public final class People {
    public static final Person GLUE =
            new Person("U_GLUE", "glue", "Gluethread", Workspace.TEAM, "xoxb-playground", Person.Kind.BOT);
    private static final List<Person> ALL = List.of(
            new Person("U_ANA", "ana", "Ana Alvarez", Workspace.TEAM, "xoxp-ana", Person.Kind.MEMBER),
            new Person("U_BEN", "ben", "Ben Berg", Workspace.TEAM, "xoxp-ben", Person.Kind.MEMBER),
            new Person("U_CLEO", "cleo", "Cleo Chen", Workspace.TEAM, "xoxp-cleo", Person.Kind.GUEST),
            new Person("U_DAN", "dan", "Dan Duarte", Workspace.OTHER_TEAM, "xoxp-dan", Person.Kind.STRANGER),
            GLUE);

    private People() {}

    public static List<Person> all() {
        return ALL;
    }

    public static List<Person> humans() {
        return ALL.stream().filter(p -> !p.isBot()).toList();
    }

    public static Optional<Person> byId(String id) {
        return find(p -> p.id().equals(id));
    }

    public static Optional<Person> byToken(String token) {
        return find(p -> p.token().equals(token));
    }

    public static Optional<Person> byName(String name) {
        return find(p -> p.name().equals(name));
    }

    private static Optional<Person> find(Predicate<Person> test) {
        return ALL.stream().filter(test).findFirst();
    }
}
