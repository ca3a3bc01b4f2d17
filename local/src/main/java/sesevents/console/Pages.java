package sesevents.console;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import sesevents.UserError;
import sesevents.console.http.Parameters;
import sesevents.console.http.Response;
import sesevents.console.http.Site;

/** All pages of the console, and what it shows when a page cannot be shown. */
final class Pages implements Site {
    private final Map<String, Page> pages;
    private final Function<Throwable, UserError> explain;
    private final Consumer<Throwable> faults;

    /**
     * @param explain a failure's cause and what to do about it, or null if it is the program's
     * @param faults receives those of the program
     */
    Pages(
            Map<String, Page> pages,
            Function<Throwable, UserError> explain,
            Consumer<Throwable> faults) {
        this.pages = pages;
        this.explain = explain;
        this.faults = faults;
    }

    record Problem(Frame frame, String words) {}

    @Override
    public Response answer(String path, Parameters parameters) {
        if (path.equals("/")) {
            return Response.redirect("/search");
        }
        Optional<Response> asset = Assets.at(path);
        if (asset.isPresent()) {
            return asset.get();
        }
        Page page = pages.get(path);
        return page == null
                ? problem(404, "Page not found", "There is no page " + path + ".")
                : answer(page, parameters);
    }

    private Response answer(Page page, Parameters parameters) {
        try {
            return page.answer(parameters);
        } catch (Parameters.Wrong wrong) {
            return problem(400, "The address cannot be used", wrong.getMessage());
        } catch (UserError refused) {
            return problem(422, "This was not asked", refused.getMessage());
        } catch (RuntimeException failure) {
            return failed(failure);
        }
    }

    private Response failed(RuntimeException failure) {
        UserError explained = explain.apply(failure);
        if (explained != null) {
            return problem(502, "The question failed", explained.getMessage());
        }
        faults.accept(failure);
        return problem(
                500,
                "A fault of this program",
                "The terminal where the console runs shows what to report.");
    }

    private static Response problem(int status, String title, String words) {
        return Response.html(
                status, Templates.page("problem", new Problem(Frame.of(title, ""), words)));
    }
}
