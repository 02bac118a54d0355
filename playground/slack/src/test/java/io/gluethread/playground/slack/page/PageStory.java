package io.gluethread.playground.slack.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gluethread.playground.slack.LocalSlack;
import io.gluethread.playground.slack.LocalSlackSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page in a real browser against the real LocalSlack; after each story the console must be clean. */
abstract class PageStory {
    static final String CHANNEL_BOX = ".centre .composer-box";
    static final String THREAD_BOX = ".thread .composer-box";
    static final String THREAD = ".thread .message";

    private static Optional<Browser> opened = Optional.empty();

    @TempDir
    @Nullable
    Path folder;

    private @Nullable TalkativeApp app;
    private @Nullable LocalSlack slack;

    @BeforeAll
    static void openBrowser() throws IOException {
        opened = Browser.open();
        if (opened.isEmpty()) {
            System.out.println("Skipped: the page's tests need chromium and chromedriver on the PATH");
        }
    }

    @AfterAll
    static void closeBrowser() throws IOException {
        if (opened.isPresent()) {
            opened.get().close();
        }
    }

    @BeforeEach
    final void startSlack() throws IOException {
        assumeTrue(opened.isPresent(), "needs chromium and chromedriver on the PATH");
        app = new TalkativeApp();
        slack = LocalSlack.start(settings(), InstantSource.system());
        app.joins(slack.url());
        browser().size(1280, 800);
    }

    LocalSlackSettings settings() {
        return LocalSlackSettings.playground(folder()).withLimits(false).withRequestUrl(app().address());
    }

    /** Ends the playground and starts another at the same address, as after a restart. */
    final void restartSlack() throws IOException {
        int port = slack().port();
        slack().close();
        slack = LocalSlack.start(settings().withPort(port), InstantSource.system());
    }

    @AfterEach
    final void stopSlack() throws IOException {
        try {
            if (slack != null) {
                assertThat(browser().complaints()).isEmpty();
                browser().leave();
            }
        } finally {
            if (slack != null) {
                slack.close();
            }
            if (app != null) {
                app.close();
            }
        }
    }

    final void sessionThread() {
        open("U_ANA", "C_DATA");
        browser().type(CHANNEL_BOX, "/glue start", Keys.ENTER);
        browser().seeIn(".centre .message", "A session");
        browser().hover(".centre .message");
        browser().click(".centre .message [aria-label='Reply in thread']");
        browser().find(THREAD_BOX);
    }

    final void open(String user, String channel) {
        browser().visit(slack().url() + "/#user=" + user + "&channel=" + channel);
        browser().find(".centre .composer-box");
    }

    static Browser browser() {
        return opened.orElseThrow();
    }

    final TalkativeApp app() {
        return Objects.requireNonNull(app);
    }

    final LocalSlack slack() {
        return Objects.requireNonNull(slack);
    }

    final Path folder() {
        return Objects.requireNonNull(folder);
    }
}
