package sesevents.verify;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sesevents.replay.Pause;

/** Asks again and again until there is an answer, and says that it waits. */
record Poll(Pause pause, Consumer<String> told) {
    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    /** Empty if none came in time. */
    <T> Optional<T> until(
            String what, Duration every, Duration longest, Supplier<Optional<T>> question) {
        Duration waited = Duration.ZERO;
        Duration toldAt = TOLD_EVERY;
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent() || waited.compareTo(longest) >= 0) {
                return answer;
            }
            if (waited.compareTo(toldAt) >= 0) {
                told.accept("  waiting for %s, %d min ...".formatted(what, waited.toMinutes()));
                toldAt = toldAt.plus(TOLD_EVERY);
            }
            pause.of(every);
            waited = waited.plus(every);
        }
    }
}
