package io.gluethread.playground.slack.page;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;

/** One Chromium, steered the way a person would: by what is on the page. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** Chromium and its driver from the PATH; empty where one is missing. Nothing is ever downloaded. */
    static Optional<Browser> open() throws IOException {
        Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = onPath("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            return Optional.empty();
        }
        Path profile = Files.createTempDirectory("gluethread-page-test");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--lang=en-US",
                "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
        // Named outright, so that Selenium looks for no driver of its own.
        System.setProperty("webdriver.chrome.driver", chromedriver.get().toString());
        return Optional.of(new Browser(new ChromeDriver(options), profile));
    }

    private static Optional<Path> onPath(String... names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1)).map(dir -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void visit(String url) {
        // From page to page of one address only the fragment may change; going by way of an empty page loads it anew.
        driver.get("about:blank");
        driver.get(url);
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    boolean shows(String css) {
        return again(() -> driver.findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed));
    }

    /** What was drawn anew while it was looked at is looked at again. */
    private static <T> T again(Supplier<T> look) {
        for (int times = 0; times < 20; times++) {
            try {
                return look.get();
            } catch (StaleElementReferenceException _) {
                // once more
            }
        }
        return look.get();
    }

    boolean shows(String css, String text) {
        return texts(css).stream().anyMatch(shown -> shown.contains(text));
    }

    /** The visible texts of all that matches. */
    List<String> texts(String css) {
        return again(() -> driver.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .toList());
    }

    /** Waits until something that matches is visible. */
    WebElement find(String css) {
        until("'%s' is visible".formatted(css), () -> shows(css));
        return again(() -> driver.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow(() -> new StaleElementReferenceException("'%s' has gone again".formatted(css))));
    }

    void seeIn(String css, String text) {
        until("'%s' shows '%s'".formatted(css, text), () -> shows(css, text));
    }

    void until(String what, BooleanSupplier holds) {
        await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(40)).until(holds::getAsBoolean);
    }

    void click(String css) {
        again(() -> {
            find(css).click();
            return true;
        });
    }

    /** Clicks the visible button with exactly this text. */
    void press(String css, String text) {
        until(
                "a button '%s' in '%s'".formatted(text, css),
                () -> texts(css).stream().anyMatch(text::equals));
        again(() -> {
            driver.findElements(By.cssSelector(css)).stream()
                    .filter(button -> button.isDisplayed() && button.getText().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new StaleElementReferenceException("'%s' has gone again".formatted(text)))
                    .click();
            return true;
        });
    }

    void type(String css, CharSequence... keys) {
        again(() -> {
            find(css).sendKeys(keys);
            return true;
        });
    }

    void clearAndType(String css, String text) {
        type(css, Keys.chord(Keys.CONTROL, "a"), text);
    }

    /** Brings the mouse over it, so that its hidden actions show. */
    void hover(String css) {
        again(() -> {
            new Actions(driver).moveToElement(find(css)).perform();
            return true;
        });
    }

    /** Chooses a file in an upload field, which is never visible itself. */
    void attach(String css, Path file) {
        driver.findElement(By.cssSelector(css)).sendKeys(file.toString());
    }

    /** The browser's own button. */
    void back() {
        driver.navigate().back();
    }

    /** Does something in a second tab, which is closed afterwards. */
    void inAnotherTab(Runnable story) {
        String first = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        try {
            story.run();
        } finally {
            driver.close();
            driver.switchTo().window(first);
        }
    }

    /** Puts a text into what has the focus at once, as pasting does. */
    void paste(String text) {
        run("document.execCommand('insertText', false, arguments[0])", text);
    }

    /** Goes away from the page, so that it asks nothing more. */
    void leave() {
        driver.get("about:blank");
    }

    /** What has the focus, as its label or text. */
    String focused() {
        WebElement active = driver.switchTo().activeElement();
        return Optional.ofNullable(active.getAttribute("aria-label")).orElseGet(active::getText);
    }

    Object run(String script, Object... arguments) {
        return Optional.ofNullable(driver.executeScript(script, arguments)).orElse("");
    }

    /** Warnings and errors of the console since the last call. */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> all = Files.walk(profile)) {
            all.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
        }
    }
}
