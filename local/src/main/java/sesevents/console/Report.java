package sesevents.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.questions.Price;
import sesevents.questions.Questions;

/** The console's figures as one file, which loads nothing from elsewhere. */
public final class Report {
    /** The most days that a report can be about. */
    public static final int DAYS_MAX = Period.MAX;

    private Report() {}

    record Model(
            String title,
            OverviewPage.Model overview,
            ReputationPage.Model reputation,
            DeliverabilityPage.Model deliverability,
            EngagementPage.Model engagement,
            HealthPage.Model health) {

        String style() {
            return Assets.text(Assets.STYLE);
        }

        List<String> scripts() {
            return List.of(Assets.text(Assets.ECHARTS), Assets.text(Assets.CHARTS));
        }

        /** Allows the scripts and the style of this file alone, each by its hash. */
        String policy() {
            return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none';"
                    + " style-src %s; script-src %s"
                            .formatted(
                                    hash(style()),
                                    scripts().stream()
                                            .map(Model::hash)
                                            .collect(Collectors.joining(" ")));
        }

        /** What all figures took, and their queries. */
        Frame frame() {
            List<Frame> frames = frames().toList();
            Price price = frames.stream().map(Frame::price).reduce(Price.NOTHING, Price::plus);
            return new Frame(
                    title,
                    "",
                    List.of(),
                    price,
                    frames.stream().flatMap(frame -> frame.sql().stream()).distinct().toList());
        }

        /** The overview and the reputation share an answer, whose price counts once. */
        private Stream<Frame> frames() {
            return Stream.of(
                    overview.frame(), deliverability.frame(), engagement.frame(), health.frame());
        }

        private static String hash(String text) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
                return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    /**
     * The file's text.
     *
     * @param days 1 to {@link #DAYS_MAX}, today included
     * @param target the options of a command that works on the same lake or stack
     */
    public static String html(int days, Questions questions, String target, InstantSource clock) {
        Answers answers = new Answers(questions, clock);
        Today today = new Today(clock);
        Period period = new Period(days);
        return Templates.page(
                "report",
                new Model(
                        "Mail of the last %d days, up to %s".formatted(days, today.day()),
                        new OverviewPage(answers).model(period, true),
                        new ReputationPage(answers, today).model(true),
                        new DeliverabilityPage(answers).model(period, true),
                        new EngagementPage(answers).model(period, true),
                        new HealthPage(answers, target).model(true)));
    }
}
