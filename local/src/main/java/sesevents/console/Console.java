package sesevents.console;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import sesevents.UserError;
import sesevents.console.http.LoopbackServer;
import sesevents.questions.Questions;

/** The questions as pages, for a browser on this machine. */
public final class Console implements AutoCloseable {
    private final Answers answers;
    private final LoopbackServer server;

    private Console(Answers answers, LoopbackServer server) {
        this.answers = answers;
        this.server = server;
    }

    /**
     * @param target the options of a command that work on the same lake or stack
     * @param explain a failure's cause and what to do about it, or null if it is the program's
     * @param faults receives those of the program
     */
    public record Setup(
            Questions questions,
            String target,
            InstantSource clock,
            Function<Throwable, UserError> explain,
            Consumer<Throwable> faults) {}

    /**
     * @param port 0 for one that is free
     */
    public static Console start(int port, Setup setup) throws IOException {
        Answers answers = new Answers(setup.questions(), setup.clock());
        Pages pages = new Pages(pages(answers, setup), setup.explain(), setup.faults());
        return new Console(answers, LoopbackServer.start(port, pages));
    }

    private static Map<String, Page> pages(Answers answers, Setup setup) {
        Today today = new Today(setup.clock());
        MessagePage message = new MessagePage(answers);
        DeliverabilityPage deliverability = new DeliverabilityPage(answers);
        Map<String, Page> pages = new HashMap<>();
        pages.put("/search", new SearchPage(answers, today));
        pages.put("/message", message);
        pages.put("/raw", message::raw);
        pages.put("/person", new PersonPage(answers));
        pages.put("/overview", new OverviewPage(answers));
        pages.put("/reputation", new ReputationPage(answers, today));
        pages.put("/deliverability", deliverability);
        pages.put("/bounces", deliverability::bounces);
        pages.put("/engagement", new EngagementPage(answers));
        pages.put("/health", new HealthPage(answers, setup.target()));
        return pages;
    }

    /** The address that lets a browser in. */
    public URI startAddress() {
        return server.startAddress();
    }

    /** Does something while no question is being asked. */
    public void alone(Runnable work) {
        answers.alone(work);
    }

    @Override
    public void close() {
        server.close();
    }
}
