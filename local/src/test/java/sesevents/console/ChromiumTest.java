package sesevents.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import sesevents.Checkout;
import sesevents.questions.Questions;

/**
 * The paths that people take through the console, in a real Chromium. Pictures of every page are in
 * local/target/pictures afterwards.
 */
class ChromiumTest extends ConsoleCase {
    private static final List<String> PAGES =
            List.of(
                    "/search",
                    "/search?subject=nothing+has+this",
                    "/overview",
                    "/reputation",
                    "/deliverability",
                    "/bounces?reason=unknown_mailbox",
                    "/engagement",
                    "/health");

    private static final Path PICTURES = Checkout.root().resolve("local/target/pictures");
    private static ChromeDriver chromium;
    private String root;

    @BeforeAll
    static void open() throws IOException {
        madeUpMail(400);
        Files.createDirectories(PICTURES);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath("chromium", "google-chrome", "chromium-browser"));
        options.setCapability("goog:loggingPrefs", logs);
        // Chromium has no sandbox for root, which containers run as.
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
        chromium =
                new ChromeDriver(
                        new ChromeDriverService.Builder()
                                .usingDriverExecutable(onPath("chromedriver"))
                                .build(),
                        options);
    }

    private static File onPath(String... names) {
        for (String name : names) {
            for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
                File file = new File(folder, name);
                if (file.canExecute()) {
                    return file;
                }
            }
        }
        throw new AssertionError("there is no " + String.join(" or ", names) + " on PATH");
    }

    @AfterAll
    static void quit() {
        chromium.quit();
    }

    @BeforeEach
    void enter() throws IOException {
        String start = start(Questions.USUAL_MAX_BYTES).startAddress().toString();
        root = start.substring(0, start.indexOf("/?"));
        chromium.get(start);
        assertEquals(root + "/search", chromium.getCurrentUrl().replaceFirst("\\?.*", ""));
    }

    @Test
    void leadsFromASearchToTheMailAndThePersonAndBack() {
        select("status", "bounced");
        element("main form button").click();
        assertTrue(chromium.getCurrentUrl().contains("status=bounced"), chromium.getCurrentUrl());
        List<String> statuses = texts("tbody .badge");
        assertFalse(statuses.isEmpty());
        assertEquals(List.of("bounced"), statuses.stream().distinct().toList());
        String search = chromium.getCurrentUrl();

        element("tbody td.wide a").click();
        assertEquals("Mail", element("h1").getText());
        assertTrue(texts("main dt").contains("Next"), () -> texts("main dt").toString());
        String recipient = element("main .card a[href^='/person']").getText();

        element("main .card a[href^='/person']").click();
        assertTrue(element("main").getText().contains(recipient));

        chromium.navigate().back();
        chromium.navigate().back();
        assertEquals(search, chromium.getCurrentUrl());
        assertEquals("bounced", element("#status").getDomProperty("value"));
        assertNoError();
    }

    @Test
    void keepsTheFiltersFromPageToPage() {
        select("status", "delivered");
        element("main form button").click();
        List<String> first = texts("tbody td.time");
        element("nav.pages a:last-child").click();
        List<String> second = texts("tbody td.time");
        assertTrue(first.getLast().compareTo(second.getFirst()) >= 0);
        assertEquals("delivered", element("#status").getDomProperty("value"));
        chromium.navigate().back();
        assertEquals(first, texts("tbody td.time"));
        assertNoError();
    }

    @Test
    void leadsFromTheReputationToTheMailBehindANumber() {
        chromium.get(root + "/reputation");
        WebElement number = element("tbody tr:first-child td:nth-of-type(3) a");
        int count = Integer.parseInt(number.getText().replace(",", ""));
        number.click();
        assertEquals(Math.min(count, Questions.PAGE), texts("tbody tr").size());
        assertNoError();
    }

    /** Charts are drawn on a canvas by a script; the table beside them has the same figures. */
    @Test
    void drawsTheCharts() {
        for (String page : List.of("/overview", "/deliverability", "/health")) {
            chromium.get(root + page);
            assertFalse(chromium.findElements(By.cssSelector("canvas")).isEmpty(), page);
            assertFalse(chromium.findElements(By.cssSelector("table")).isEmpty(), page);
        }
        assertNoError();
    }

    @Test
    void fitsEachScreenAndBreaksNoRuleOfAccessibility() throws IOException {
        String axe = axe();
        List<String> faults = new ArrayList<>();
        for (String page : pages()) {
            chromium.get(root + page);
            chromium.executeScript(axe);
            for (String scheme : List.of("light", "dark")) {
                for (int width : List.of(360, 768, 1440)) {
                    show(scheme, width);
                    String name = "%s %d %s".formatted(page.split("=0", 2)[0], width, scheme);
                    picture(name);
                    faults.addAll(faults(name));
                }
            }
        }
        assertEquals(List.of(), faults);
        assertNoError();
    }

    /** All pages, with a mail that bounced, a command against that, and its recipient. */
    private List<String> pages() {
        chromium.get(root + "/bounces?reason=suppressed");
        String mail = element("tbody td.wide a").getDomAttribute("href");
        String person = element("tbody td.address a").getDomAttribute("href");
        List<String> pages = new ArrayList<>(PAGES);
        pages.addAll(List.of(mail, mail.replace("/message", "/raw"), person));
        return pages;
    }

    private static void show(String scheme, int width) {
        chromium.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        chromium.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
    }

    private static List<String> faults(String name) {
        List<String> faults = new ArrayList<>();
        Object overflow =
                chromium.executeScript("return document.scrollingElement.scrollWidth - innerWidth");
        if (((Number) overflow).intValue() > 0) {
            faults.add(name + " is " + overflow + " px too wide");
        }
        Object violations =
                chromium.executeAsyncScript(
                        "const done = arguments[0]; axe.run().then(result => done("
                                + "result.violations.map(one => one.id + ': '"
                                + " + one.nodes.map(node => node.target).join(' '))))");
        ((List<?>) violations).forEach(one -> faults.add(name + ": " + one));
        return faults;
    }

    /** A picture of the whole page, not only of what the screen has room for. */
    private static void picture(String name) throws IOException {
        Object png =
                chromium.executeCdpCommand(
                                "Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                        .get("data");
        Files.write(
                PICTURES.resolve(name.replaceAll("[^a-z0-9]+", "-").substring(1) + ".png"),
                Base64.getDecoder().decode((String) png));
    }

    private static String axe() throws IOException {
        try (InputStream script = ChromiumTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), UTF_8);
        }
    }

    private static void assertNoError() {
        assertEquals(
                List.of(),
                chromium.manage().logs().get(LogType.BROWSER).getAll().stream()
                        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                        .map(LogEntry::getMessage)
                        .toList());
    }

    private static void select(String id, String value) {
        element("#%s option[value='%s']".formatted(id, value)).click();
    }

    private static WebElement element(String css) {
        return chromium.findElement(By.cssSelector(css));
    }

    private static List<String> texts(String css) {
        return chromium.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }
}
