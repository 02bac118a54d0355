package io.gluethread.broker;

import org.junit.jupiter.api.AfterEach;

/** A story in a {@link House}, which must be in order when the story is told. */
abstract class HouseTest {
    final House house = house();

    House house() {
        return new House();
    }

    @AfterEach
    void the_house_is_in_order() {
        try (house) {
            house.mustBeInOrder();
        }
    }
}
