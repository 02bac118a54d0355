package io.gluethread.commands.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.Person;
import io.gluethread.commands.ask.Ask.Asker;
import io.gluethread.commands.ask.Ask.Standing;
import io.gluethread.commands.guard.AccessPolicy.Listed;
import io.gluethread.commands.guard.AccessPolicy.Others;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GuardTest {
    private static final Person ANA = new Person("T1", "U_ANA");
    private static final Person BEN = new Person("T1", "U_BEN");
    private static final AccessPolicy POLICY = new AccessPolicy(
            Listed.of("C1"), true, Listed.of("U_ANA", "U_BEN"), Set.of("U_BOSS"), Others.OWNER_AND_ADMINS);

    private static Optional<Refusal> ask(
            AccessPolicy policy, Person who, Standing standing, String channel, Deed deed) {
        return new Guard(policy)
                .objection(
                        new Request(new Asker(who, standing), "T1", channel, deed, Optional.empty(), Optional.empty()));
    }

    private static Optional<Refusal> about(AccessPolicy policy, Asker who, Deed deed, Person owner, Person author) {
        return new Guard(policy).objection(new Request(who, "T1", "C1", deed, Optional.of(owner), Optional.of(author)));
    }

    private static Asker member(Person person) {
        return new Asker(person, Standing.MEMBER);
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MEMBER", "ADMIN"})
    void only_members_may_anything_whatever_the_lists_say(Standing standing) {
        AccessPolicy open = new AccessPolicy(Listed.ALL, true, Listed.ALL, Set.of("U_ANA"), Others.EVERYBODY);
        for (Deed deed : Deed.values()) {
            assertThat(ask(open, ANA, standing, "C1", deed)).as("%s", deed).isPresent();
        }
    }

    @Test
    void the_same_user_id_in_another_team_is_somebody_else() {
        assertThat(ask(POLICY, new Person("T2", "U_ANA"), Standing.MEMBER, "C1", Deed.RUN))
                .contains(new Refusal.OtherCompany());
    }

    @Test
    void an_empty_policy_denies_everything_but_help() {
        for (Deed deed : EnumSet.complementOf(EnumSet.of(Deed.ASK_HELP))) {
            assertThat(ask(AccessPolicy.NOBODY, ANA, Standing.ADMIN, "C1", deed))
                    .as("%s", deed)
                    .isPresent();
        }
        assertThat(ask(AccessPolicy.NOBODY, ANA, Standing.MEMBER, "C1", Deed.ASK_HELP))
                .isEmpty();
    }

    @Test
    void number_38_people_and_channels_must_both_be_listed() {
        assertThat(ask(POLICY, ANA, Standing.MEMBER, "C1", Deed.RUN)).isEmpty();
        assertThat(ask(POLICY, ANA, Standing.MEMBER, "C2", Deed.RUN)).contains(new Refusal.ChannelNotAllowed("C2"));
        Person eve = new Person("T1", "U_EVE");
        assertThat(ask(POLICY, eve, Standing.MEMBER, "C1", Deed.LOOK)).contains(new Refusal.PersonNotAllowed(eve));
    }

    @Test
    void direct_messages_are_allowed_apart_from_channels() {
        AccessPolicy without = new AccessPolicy(Listed.ALL, false, Listed.ALL, Set.of(), Others.EVERYBODY);
        assertThat(ask(POLICY, ANA, Standing.MEMBER, "D7", Deed.RUN)).isEmpty();
        assertThat(ask(without, ANA, Standing.MEMBER, "D7", Deed.RUN)).contains(new Refusal.NoDirectMessages());
        assertThat(ask(without, ANA, Standing.MEMBER, "C7", Deed.RUN)).isEmpty();
    }

    @Test
    void stopping_and_configuring_somebody_elses_session_is_for_owner_and_admins() {
        for (Deed deed : EnumSet.of(Deed.STOP, Deed.CONFIGURE)) {
            assertThat(about(POLICY, member(ANA), deed, ANA, BEN)).isEmpty();
            assertThat(about(POLICY, member(BEN), deed, ANA, BEN)).contains(new Refusal.NotTheirs(deed, ANA));
            assertThat(about(POLICY, member(new Person("T1", "U_BOSS")), deed, ANA, ANA))
                    .isEmpty();
            assertThat(about(POLICY, new Asker(BEN, Standing.ADMIN), deed, ANA, ANA))
                    .isEmpty();
        }
        assertThat(about(POLICY, member(BEN), Deed.RUN, ANA, ANA)).isEmpty();
    }

    @Test
    void a_cell_may_be_cancelled_by_its_author() {
        assertThat(about(POLICY, member(BEN), Deed.CANCEL, ANA, BEN)).isEmpty();
        assertThat(about(POLICY, member(BEN), Deed.CANCEL, ANA, ANA)).isPresent();
    }

    @Test
    void the_rule_for_other_peoples_sessions_can_be_lifted() {
        AccessPolicy open = new AccessPolicy(Listed.of("C1"), false, Listed.ALL, Set.of(), Others.EVERYBODY);
        assertThat(about(open, member(BEN), Deed.STOP, ANA, ANA)).isEmpty();
    }
}
