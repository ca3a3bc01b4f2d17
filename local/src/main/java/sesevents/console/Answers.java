package sesevents.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import sesevents.questions.Questions;
import sesevents.questions.Reply;

/**
 * Asks questions for several requests at once: a few at a time, the others wait in a row. Answers
 * of pages that count are kept for a minute, so that paging back asks nothing again.
 */
final class Answers {
    private static final int AT_ONCE = 4;
    private static final int KEPT_MAX = 50;
    private static final Duration KEPT_FOR = Duration.ofMinutes(1);

    private final Questions questions;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Map<String, Kept> kept =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                    return size() > KEPT_MAX;
                }
            };

    private record Kept(Instant since, FutureTask<Reply<?>> reply) {}

    Answers(Questions questions, InstantSource clock) {
        this.questions = questions;
        this.clock = clock;
    }

    <T> Reply<T> ask(Function<Questions, Reply<T>> question) {
        places.acquireUninterruptibly();
        try {
            return question.apply(questions);
        } finally {
            places.release();
        }
    }

    /**
     * The answer of the last minute, or a new one; requests that want the same wait for one answer.
     *
     * @param key names the question and its parameters
     */
    @SuppressWarnings("unchecked") // A key stands for one question.
    <T> Reply<T> recent(String key, Function<Questions, Reply<T>> question) {
        FutureTask<Reply<?>> reply = task(key, question);
        reply.run();
        try {
            return (Reply<T>) reply.get();
        } catch (ExecutionException e) {
            forget(key, reply);
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    /** Does something while no question is being asked. */
    void alone(Runnable work) {
        places.acquireUninterruptibly(AT_ONCE);
        try {
            work.run();
        } finally {
            places.release(AT_ONCE);
        }
    }

    private synchronized <T> FutureTask<Reply<?>> task(
            String key, Function<Questions, Reply<T>> question) {
        Kept there = kept.get(key);
        if (there != null && clock.instant().isBefore(there.since().plus(KEPT_FOR))) {
            return there.reply();
        }
        FutureTask<Reply<?>> reply = new FutureTask<>(() -> ask(question));
        kept.put(key, new Kept(clock.instant(), reply));
        return reply;
    }

    private synchronized void forget(String key, FutureTask<Reply<?>> reply) {
        if (kept.containsKey(key) && kept.get(key).reply() == reply) {
            kept.remove(key);
        }
    }
}
