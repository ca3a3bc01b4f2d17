package sesevents;

import java.nio.file.Path;

/** Where this project lies on the machine: the launcher and the tests say so. */
public final class Checkout {
    private Checkout() {}

    /** The folder that holds template.yaml, sql/ and events/. */
    public static Path root() {
        return Path.of(System.getProperty("ses-events.home", ".")).toAbsolutePath().normalize();
    }

    /** Real third-party events and hostile input, beside the checkout where somebody put them. */
    public static Path shared() {
        return root().resolveSibling("shared");
    }
}
