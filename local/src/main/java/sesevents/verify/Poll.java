package sesevents.verify;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import sesevents.replay.Pause;

/** Repeats a question until its answer is final, and says each minute what it waits for. */
record Poll(Pause pause, Consumer<String> out) {
    private static final Duration PAUSE_MAX = Duration.ofSeconds(20);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Returns the last answer, which is not final if the time was too short. */
    <T> T until(String what, Duration longest, Supplier<T> question, Predicate<T> isFinal) {
        Duration waited = Duration.ZERO;
        Duration messageAt = MINUTE;
        Duration next = Duration.ofSeconds(1);
        while (true) {
            T answer = question.get();
            if (isFinal.test(answer) || waited.compareTo(longest) >= 0) {
                return answer;
            }
            if (waited.compareTo(messageAt) >= 0) {
                out.accept("  waiting for %s, %d min ...".formatted(what, waited.toMinutes()));
                messageAt = messageAt.plus(MINUTE);
            }
            pause.of(next);
            waited = waited.plus(next);
            next = next.compareTo(PAUSE_MAX.dividedBy(2)) < 0 ? next.multipliedBy(2) : PAUSE_MAX;
        }
    }
}
