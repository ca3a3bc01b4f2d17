package sesevents.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import sesevents.console.http.Response;

/** The files that pages refer to; all of them come with the program. */
final class Assets {
    static final String STYLE = "console.css";
    static final String CHARTS = "charts.js";
    static final String ECHARTS = "echarts.min.js";

    private static final String FOLDER = "/assets/";
    private static final Map<String, String> PLACES =
            Map.of(
                    STYLE, "/sesevents/console/console.css",
                    CHARTS, "/sesevents/console/charts.js",
                    // The bars, lines and tooltips of ECharts, without its maps and trees.
                    ECHARTS, "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js");

    private Assets() {}

    /** The file at a path of the site, if there is one. */
    static Optional<Response> at(String path) {
        if (!path.startsWith(FOLDER) || !PLACES.containsKey(path.substring(FOLDER.length()))) {
            return Optional.empty();
        }
        String name = path.substring(FOLDER.length());
        String type = name.endsWith(".css") ? "text/css" : "text/javascript";
        return Optional.of(Response.of(200, type + "; charset=utf-8", bytes(name)));
    }

    static String text(String name) {
        return new String(bytes(name), UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream file = Assets.class.getResourceAsStream(PLACES.get(name))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
