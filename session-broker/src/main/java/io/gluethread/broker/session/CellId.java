package io.gluethread.broker.session;

/** A cell's id. It travels to Glue in the first comment line of the code, so it is limited to {@code [a-z0-9-]{4,60}}. */
public record CellId(String value) {
    public CellId {
        if (!value.matches("[a-z0-9-]{4,60}")) {
            throw new IllegalArgumentException("not a cell id ([a-z0-9-], 4 to 60 characters): '%s'".formatted(value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
