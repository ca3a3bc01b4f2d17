package sesevents.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.questions.Price;

/** The console's figures as one file, which loads nothing from elsewhere. */
public final class Report {
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

        private Stream<Frame> frames() {
            return Stream.of(
                    overview.frame(),
                    reputation.frame(),
                    deliverability.frame(),
                    engagement.frame(),
                    health.frame());
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
     * @param days 1 to 35, today included
     */
    public static String html(int days, Console.Setup setup) {
        Answers answers = new Answers(setup.questions(), setup.clock());
        Today today = new Today(setup.clock());
        Period period = new Period(days);
        return Templates.page(
                "report",
                new Model(
                        "Mail of the last %d days, up to %s".formatted(days, today.day()),
                        new OverviewPage(answers).model(period, true),
                        new ReputationPage(answers, today).model(true),
                        new DeliverabilityPage(answers).model(period, true),
                        new EngagementPage(answers).model(period, true),
                        new HealthPage(answers, setup.target()).model(true)));
    }
}
