package io.gluethread.bot.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gluethread.bot.delivery.ChatException;
import io.gluethread.broker.session.Person;
import io.gluethread.commands.ask.Ask.Asker;
import io.gluethread.commands.ask.Ask.Standing;
import java.time.Duration;

/** Who somebody is to our workspace. Remembered for some minutes, so that who lost their standing loses it here soon. */
final class Directory {
    private record Known(String team, Standing standing) {}

    private final SlackClient slack;
    private final Cache<String, Known> known = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(5))
            .maximumSize(20_000)
            .build();

    Directory(SlackClient slack) {
        this.slack = slack;
    }

    /**
     * @param claimedTeam the team that the request itself names for the person, or ""
     * @throws ChatException when Slack does not answer; a person is never taken for a member by mistake
     */
    Asker asker(String user, String claimedTeam) {
        String ours = slack.us().team();
        Known found = known.get(user, u -> lookUp(u, ours));
        boolean elsewhere = !claimedTeam.isEmpty() && !claimedTeam.equals(ours);
        Standing standing = elsewhere && found.standing() != Standing.BOT ? Standing.OTHER_COMPANY : found.standing();
        String team = elsewhere ? claimedTeam : found.team();
        return new Asker(new Person(team, user), standing);
    }

    private Known lookUp(String user, String ours) {
        try {
            SlackClient.Profile profile = slack.profile(user);
            String team = profile.team().isEmpty() ? ours : profile.team();
            return new Known(team, standing(profile, team.equals(ours)));
        } catch (ChatException.TargetGone e) {
            return new Known(ours, Standing.UNKNOWN);
        }
    }

    private static Standing standing(SlackClient.Profile profile, boolean ours) {
        if (profile.bot()) {
            return Standing.BOT;
        }
        if (!ours || profile.stranger()) {
            return Standing.OTHER_COMPANY;
        }
        if (profile.deleted()) {
            return Standing.UNKNOWN;
        }
        if (profile.guest()) {
            return Standing.GUEST;
        }
        return profile.admin() ? Standing.ADMIN : Standing.MEMBER;
    }
}
