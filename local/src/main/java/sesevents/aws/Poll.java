package sesevents.aws;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Repeats a question until its answer is final, and says each minute what it waits for. */
public record Poll(Pause pause, Consumer<String> out) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(20);

    /**
     * Each pause is twice as long as the one before, up to 20 s.
     *
     * @return the last answer, which is not final if the time was too short
     */
    public <T> T until(String what, Duration longest, Supplier<T> question, Predicate<T> isFinal) {
        Duration waited = Duration.ZERO;
        Duration next = FIRST_PAUSE;
        long toldMinutes = 0;
        while (true) {
            T answer = question.get();
            if (isFinal.test(answer) || waited.compareTo(longest) >= 0) {
                return answer;
            }
            if (waited.toMinutes() > toldMinutes) {
                toldMinutes = waited.toMinutes();
                out.accept("  waiting for %s, %d min ...".formatted(what, toldMinutes));
            }
            pause.of(next);
            waited = waited.plus(next);
            next = next.compareTo(PAUSE_MAX.dividedBy(2)) < 0 ? next.multipliedBy(2) : PAUSE_MAX;
        }
    }
}
