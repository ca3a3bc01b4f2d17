package sesevents.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/**
 * Runs a definition in the Amazon States Language with JSONata as Step Functions does, but without
 * waiting. It supports the fields that our definition uses, and refuses any other.
 */
public final class StateMachine {
    private static final int DATA_BYTES_MAX = 256 * 1024;
    private static final int EVENTS_MAX = 25_000;
    // TaskStateEntered, Scheduled, Started, Submitted, Succeeded and TaskStateExited.
    private static final int EVENTS_OF_TASK = 6;
    private static final Set<String> NEVER_CAUGHT =
            Set.of("States.DataLimitExceeded", "States.Runtime");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> FIELDS =
            Map.of(
                    "Task", "Resource Arguments TimeoutSeconds Retry Catch Assign Output Next End",
                    "Choice", "Choices Default",
                    "Map", "Items MaxConcurrency ItemProcessor Retry Catch Output End",
                    "Wait", "Seconds Next",
                    "Succeed", "Output",
                    "Fail", "Error Cause");

    private final Map<String, Object> definition;
    private final Services services;
    private final List<Object> waits = new ArrayList<>();
    private int events;

    /** Answers the calls of tasks. */
    public interface Services {
        Object call(String resource, Map<String, Object> arguments) throws Failure;
    }

    /** The failure of a task or of the run, with Step Functions' name of the error. */
    public static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;
        private final String error;

        public Failure(String error, String cause) {
            super(cause);
            this.error = error;
        }

        public String error() {
            return error;
        }

        private Map<String, Object> output() {
            return getMessage() == null
                    ? Map.of("Error", error)
                    : Map.of("Error", error, "Cause", getMessage());
        }
    }

    public StateMachine(String definition, Map<String, String> substitutions, Services services) {
        String text = definition;
        for (Map.Entry<String, String> substitution : substitutions.entrySet()) {
            text = text.replace("${" + substitution.getKey() + "}", substitution.getValue());
        }
        this.definition = new Yaml().load(text);
        this.services = services;
    }

    /**
     * Runs to the end.
     *
     * @param context what expressions find in $states.context
     * @return the output of the run
     */
    public Object run(Map<String, Object> context) throws Failure {
        Object input = map(context.get("Execution")).get("Input");
        return run(definition, input, new Expressions(context, new HashMap<>()));
    }

    /** The seconds of every wait so far, including those before retries. */
    public List<Object> waits() {
        return waits;
    }

    private Object run(Map<String, Object> states, Object input, Expressions scope) throws Failure {
        String next = (String) states.get("StartAt");
        Object data = input;
        while (true) {
            Map<String, Object> state = map(map(states.get("States")).get(next));
            String type = (String) state.get("Type");
            refuseUnknown(next, type, state.keySet());
            count(type.equals("Task") ? EVENTS_OF_TASK : 2);
            switch (type) {
                case "Succeed" -> {
                    return leave(state, data, Map.of(), scope);
                }
                case "Fail" ->
                        throw new Failure(
                                (String) scope.value(state.get("Error"), data),
                                (String) scope.value(state.get("Cause"), data));
                case "Choice" -> next = choose(state, data, scope);
                case "Wait" -> waits.add(scope.value(state.get("Seconds"), data));
                case "Map", "Task" -> {
                    try {
                        Object result = attempt(state, data, scope);
                        data = leave(state, data, Map.of("result", result), scope);
                    } catch (Failure failure) {
                        Map<String, Object> catcher = matching(state.get("Catch"), failure);
                        if (catcher == null) {
                            throw failure;
                        }
                        data = failure.output();
                        state = catcher;
                    }
                }
                default -> throw new IllegalArgumentException("no state of type " + type);
            }
            if (state.containsKey("End")) {
                return data;
            }
            next = (String) state.getOrDefault("Next", next);
        }
    }

    private Object attempt(Map<String, Object> state, Object input, Expressions scope)
            throws Failure {
        Map<Object, Integer> attempts = new HashMap<>();
        while (true) {
            try {
                return state.get("Type").equals("Map")
                        ? forEach(state, input, scope)
                        : services.call(
                                (String) state.get("Resource"),
                                map(scope.value(state.get("Arguments"), input)));
            } catch (Failure failure) {
                Map<String, Object> retrier = matching(state.get("Retry"), failure);
                if (retrier == null) {
                    throw failure;
                }
                int attempt = attempts.merge(retrier, 1, Integer::sum);
                if (attempt > (int) retrier.get("MaxAttempts")) {
                    throw failure;
                }
                waits.add(
                        (int) retrier.get("IntervalSeconds")
                                * (int) Math.pow((int) retrier.get("BackoffRate"), attempt - 1));
            }
        }
    }

    private List<Object> forEach(Map<String, Object> state, Object input, Expressions scope)
            throws Failure {
        List<Object> results = new ArrayList<>();
        for (Object item : (List<?>) scope.value(state.get("Items"), input)) {
            count(2);
            results.add(run(map(state.get("ItemProcessor")), item, scope.inner()));
        }
        return results;
    }

    private void count(int more) throws Failure {
        events += more;
        if (events > EVENTS_MAX) {
            throw new Failure("States.Runtime", "a history of more than 25,000 events");
        }
    }

    private String choose(Map<String, Object> state, Object input, Expressions scope)
            throws Failure {
        for (Object choice : (List<?>) state.get("Choices")) {
            if ((boolean) scope.value(map(choice).get("Condition"), input)) {
                return (String) map(choice).get("Next");
            }
        }
        return (String) state.get("Default");
    }

    /** Assigns variables and returns the output; neither expression sees the other's value. */
    private static Object leave(
            Map<String, Object> state, Object input, Map<String, Object> made, Expressions scope)
            throws Failure {
        Object output =
                state.containsKey("Output")
                        ? scope.value(state.get("Output"), input, made)
                        : made.getOrDefault("result", input);
        Object assigned = scope.value(state.getOrDefault("Assign", Map.of()), input, made);
        scope.variables().putAll(map(assigned));
        for (Object data : List.of(output, assigned)) {
            if (text(data).getBytes(UTF_8).length > DATA_BYTES_MAX) {
                throw new Failure("States.DataLimitExceeded", "more than 256 KiB");
            }
        }
        return output;
    }

    private static String text(Object data) {
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> matching(Object clauses, Failure failure) {
        if (clauses == null) {
            return null;
        }
        for (Object clause : (List<?>) clauses) {
            List<?> errors = (List<?>) map(clause).get("ErrorEquals");
            if (errors.contains(failure.error())
                    || errors.contains("States.ALL") && !NEVER_CAUGHT.contains(failure.error())) {
                return map(clause);
            }
        }
        return null;
    }

    private static void refuseUnknown(String name, String type, Set<String> fields) {
        Set<String> unknown = new TreeSet<>(fields);
        unknown.removeAll(Set.of(FIELDS.get(type).split(" ")));
        unknown.remove("Type");
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: unsupported fields %s".formatted(name, unknown));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
